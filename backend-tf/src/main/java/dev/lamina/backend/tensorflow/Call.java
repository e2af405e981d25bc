package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteTensorHandle;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_Execute;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewTensorHandle;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpAddInput;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpReset;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_TensorHandleResolve;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorMaybeMove;

import dev.lamina.graph.Node;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Tensor;

/**
 * A reusable call of a program's function, with memory for its inputs. For one thread at a time.
 */
final class Call implements AutoCloseable {
  private final Status status = new Status();
  private final BytePointer name;
  private final BytePointer device;
  private final TFE_Op op;
  private final List<TensorType> outputs;
  private final TF_Tensor[] feeds;
  private final PointerPointer<TFE_TensorHandle> results;
  private final Map<String, Node> gathers;
  private final IntPointer count = new IntPointer(1);
  private final long bytes;

  Call(
      Context context,
      String name,
      List<TensorType> inputs,
      List<TensorType> outputs,
      Map<String, Node> gathers) {
    this.gathers = gathers;
    this.name = new BytePointer(name);
    this.device = new BytePointer(context.device());
    this.outputs = outputs;
    this.results = new PointerPointer<>(Math.max(1, outputs.size()));
    this.feeds = inputs.stream().map(HostMemory::allocate).toArray(TF_Tensor[]::new);
    this.bytes = inputs.stream().mapToLong(TensorType::bytes).sum();
    this.op = TFE_NewOp(context.handle(), this.name, status.handle);
    status.check();
    reset();
  }

  long bytes() {
    return bytes;
  }

  List<Tensor> run(List<Tensor> inputs, List<TFE_TensorHandle> variables) {
    try {
      for (int i = 0; i < feeds.length; i++) {
        feed(i, inputs.get(i));
      }
      for (TFE_TensorHandle v : variables) {
        TFE_OpAddInput(op, v, status.handle);
        status.check();
      }
      count.put(0, outputs.size());
      TFE_Execute(op, results, count, status.handle);
      status.check(gathers);
      return fetch();
    } finally {
      // Lets go of the inputs: a variable must not outlive its buffer because of an idle call.
      reset();
    }
  }

  private void reset() {
    TFE_OpReset(op, name, device, status.handle);
    status.check();
  }

  private void feed(int i, Tensor value) {
    // Where TensorFlow still holds the last run's tensor, a variable has become that input and owns
    // its memory now.
    if (TF_TensorMaybeMove(feeds[i]) == null) {
      TF_DeleteTensor(feeds[i]);
      feeds[i] = HostMemory.allocate(value.type());
    }
    HostMemory.write(value, feeds[i]);
    TFE_TensorHandle handle = TFE_NewTensorHandle(feeds[i], status.handle);
    status.check();
    TFE_OpAddInput(op, handle, status.handle);
    TFE_DeleteTensorHandle(handle);
    status.check();
  }

  private List<Tensor> fetch() {
    var out = new ArrayList<Tensor>(outputs.size());
    try {
      for (int i = 0; i < outputs.size(); i++) {
        TF_Tensor t = TFE_TensorHandleResolve(new TFE_TensorHandle(results.get(i)), status.handle);
        status.check();
        out.add(HostMemory.read(t, outputs.get(i)));
        TF_DeleteTensor(t);
      }
    } finally {
      for (int i = 0; i < outputs.size(); i++) {
        TFE_DeleteTensorHandle(new TFE_TensorHandle(results.get(i)));
      }
    }
    return out;
  }

  @Override
  public void close() {
    TFE_DeleteOp(op);
    for (TF_Tensor feed : feeds) {
      TF_DeleteTensor(feed);
    }
    results.close();
    count.close();
    name.close();
    device.close();
    status.close();
  }
}
