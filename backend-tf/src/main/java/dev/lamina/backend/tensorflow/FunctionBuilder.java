package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GraphCopyFunction;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GraphToFunctionWithControlOutputs;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewGraph;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Function;
import org.tensorflow.internal.c_api.TF_FunctionOptions;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;

/** A TensorFlow function under construction: its operations live in a graph of their own. */
final class FunctionBuilder implements AutoCloseable {
  private final TF_Graph graph = TF_NewGraph();
  private final Status status;
  private final List<Out> arguments = new ArrayList<>();
  private int operations;

  FunctionBuilder(Status status) {
    this.status = status;
  }

  /** The next argument of the function. */
  Out argument(int type) {
    Out out = op("Placeholder", "argument").type("dtype", type).out();
    arguments.add(out);
    return out;
  }

  /** The next argument of the function, of a known shape. */
  Out argument(int type, long[] shape) {
    Out out = op("Placeholder", "argument").type("dtype", type).shape("shape", shape).out();
    arguments.add(out);
    return out;
  }

  /** An operation of TensorFlow type {@code type}; errors name it {@code label}. */
  OpBuilder op(String type, String label) {
    return new OpBuilder(graph, status, type, label + "_" + operations++);
  }

  /** Makes another function known to this one, so that operations may name it. */
  void use(TF_Function function) {
    TF_GraphCopyFunction(graph, function, null, status.handle);
    status.check();
  }

  /** The function; {@code effects} are operations that must run though no result needs them. */
  TF_Function build(String name, List<Out> results, List<TF_Operation> effects) {
    var controls = new PointerPointer<TF_Operation>(Math.max(1, effects.size()));
    for (int i = 0; i < effects.size(); i++) {
      controls.put(i, effects.get(i));
    }
    TF_Function f =
        TF_GraphToFunctionWithControlOutputs(
            graph,
            new BytePointer(name),
            (byte) 0,
            -1,
            (PointerPointer<?>) null,
            arguments.size(),
            array(arguments),
            results.size(),
            array(results),
            (PointerPointer<?>) null,
            effects.size(),
            controls,
            (PointerPointer<?>) null,
            (TF_FunctionOptions) null,
            (BytePointer) null,
            status.handle);
    status.check();
    return f;
  }

  static TF_Output array(List<Out> outs) {
    var array = new TF_Output(Math.max(1, outs.size()));
    for (int i = 0; i < outs.size(); i++) {
      array.position(i).oper(outs.get(i).operation()).index(outs.get(i).index());
    }
    return array.position(0);
  }

  @Override
  public void close() {
    TF_DeleteGraph(graph);
  }
}
