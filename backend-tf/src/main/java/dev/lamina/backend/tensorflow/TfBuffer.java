package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_DeleteTensorHandle;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_NewTensorHandle;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_TensorHandleResolve;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;

import dev.lamina.backend.Buffer;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.concurrent.locks.Lock;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Tensor;

/**
 * A resource variable. It has no name: its memory lives as long as its handle, and programs take
 * the handle as an argument.
 */
final class TfBuffer implements Buffer {
  /** The shared name that makes TensorFlow count references to the handle instead of keeping it. */
  private static final String ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

  private final TensorType type;
  private final Variable variable;

  private static final class Variable extends Resource {
    final TFE_TensorHandle handle;

    Variable(Context context, TFE_TensorHandle handle) {
      super(context);
      this.handle = handle;
    }

    @Override
    void free() {
      TFE_DeleteTensorHandle(handle);
    }
  }

  TfBuffer(Context context, TensorType type) {
    this.type = type;
    Lock use = context.use();
    use.lock();
    try {
      context.checkOpen();
      try (EagerOp op = new EagerOp(context, "VarHandleOp")) {
        TFE_TensorHandle handle =
            op.type("dtype", Types.of(type.dtype()))
                .shape("shape", Types.dims(type.shape()))
                .text("shared_name", ANONYMOUS)
                .result();
        variable = new Variable(context, handle);
      }
      context.register(this, variable);
      variable.holds(type.bytes());
      assign(Tensor.zeros(type));
    } finally {
      use.unlock();
    }
  }

  boolean belongsTo(Context context) {
    return variable.context == context;
  }

  /** The handle; to be used under {@link Context#use} only. */
  TFE_TensorHandle handle() {
    variable.checkOpen("the buffer of type " + type);
    return variable.handle;
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public void write(Tensor value) {
    if (!value.type().equals(type)) {
      throw new IllegalArgumentException(
          "write: expected a tensor of %s, got %s".formatted(type, value.type()));
    }
    Lock use = variable.context.use();
    use.lock();
    try {
      assign(value);
    } finally {
      use.unlock();
    }
  }

  private void assign(Tensor value) {
    TFE_TensorHandle to = handle();
    // The variable takes this tensor's memory over.
    TF_Tensor copy = HostMemory.copyOf(value);
    try (Status status = new Status()) {
      TFE_TensorHandle from = TFE_NewTensorHandle(copy, status.handle);
      try (EagerOp op = new EagerOp(variable.context, "AssignVariableOp")) {
        status.check();
        op.type("dtype", Types.of(type.dtype())).in(to).in(from).run();
      } finally {
        TFE_DeleteTensorHandle(from);
      }
    } finally {
      TF_DeleteTensor(copy);
    }
  }

  @Override
  public Tensor read() {
    Lock use = variable.context.use();
    use.lock();
    try {
      TFE_TensorHandle from = handle();
      try (Status status = new Status();
          EagerOp op = new EagerOp(variable.context, "ReadVariableOp")) {
        TFE_TensorHandle value = op.type("dtype", Types.of(type.dtype())).in(from).result();
        try {
          TF_Tensor t = TFE_TensorHandleResolve(value, status.handle);
          status.check();
          Tensor out = HostMemory.read(t, type);
          TF_DeleteTensor(t);
          return out;
        } finally {
          TFE_DeleteTensorHandle(value);
        }
      }
    } finally {
      use.unlock();
    }
  }

  @Override
  public void close() {
    variable.close();
  }
}
