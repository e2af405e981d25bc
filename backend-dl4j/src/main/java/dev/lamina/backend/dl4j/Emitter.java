package dev.lamina.backend.dl4j;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.nd4j.linalg.api.ops.Op;

/** What a kernel writes its steps to; scratch arrays live until the node is done. */
interface Emitter {
  void add(Step step);

  /** An array for use within this node, of undefined contents. */
  Array scratch(TensorType type);

  /** An array that holds this for good. */
  Array constant(Tensor value);

  default void call(OpSpec spec, List<Array> in, List<Array> out) {
    add(new NativeCall(spec, in, out));
  }

  default void call(OpSpec spec, Array in, Array out) {
    call(spec, List.of(in), List.of(out));
  }

  default void transform(Op op, Array in, Array out) {
    add(new TransformCall(op, in, out));
  }

  /** The array itself if it has this shape, else a scratch copy repeated to it. */
  default Array broadcast(Array a, Shape shape) {
    if (a.shape().equals(shape)) {
      return a;
    }
    Array to = scratch(a.type().withShape(shape));
    Structure.broadcast(this, a, to);
    return to;
  }
}
