package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_Execute;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewOp;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpAddInput;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpSetAttrShape;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpSetAttrString;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpSetAttrType;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_OpSetDevice;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;

/** One operation run by itself, outside of any program. */
final class EagerOp implements AutoCloseable {
  private final Status status = new Status();
  private final TFE_Op op;

  EagerOp(Context context, String type) {
    op = TFE_NewOp(context.handle(), type, status.handle);
    status.check();
    TFE_OpSetDevice(op, context.device(), status.handle);
    status.check();
  }

  EagerOp in(TFE_TensorHandle input) {
    TFE_OpAddInput(op, input, status.handle);
    status.check();
    return this;
  }

  EagerOp type(String attribute, int type) {
    TFE_OpSetAttrType(op, attribute, type);
    return this;
  }

  EagerOp shape(String attribute, long[] dims) {
    TFE_OpSetAttrShape(op, attribute, dims, dims.length, status.handle);
    status.check();
    return this;
  }

  EagerOp text(String attribute, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    try (BytePointer p = new BytePointer(utf8)) {
      TFE_OpSetAttrString(op, attribute, p, utf8.length);
    }
    return this;
  }

  /** Runs an operation without results. */
  void run() {
    execute(0);
  }

  /** Runs an operation with one result, which the caller frees. */
  TFE_TensorHandle result() {
    return execute(1);
  }

  private TFE_TensorHandle execute(int n) {
    try (PointerPointer<TFE_TensorHandle> results = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1)) {
      count.put(0, n);
      TFE_Execute(op, results, count, status.handle);
      status.check();
      return new TFE_TensorHandle(results.get(0));
    }
  }

  @Override
  public void close() {
    TFE_DeleteOp(op);
    status.close();
  }
}
