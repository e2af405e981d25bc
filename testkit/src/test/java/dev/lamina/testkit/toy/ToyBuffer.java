package dev.lamina.testkit.toy;

import dev.lamina.backend.Buffer;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A variable: a tensor that nobody else holds, replaced as a whole. */
final class ToyBuffer implements Buffer {
  private final TensorType type;
  private final AtomicLong live;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private volatile Tensor value;

  ToyBuffer(TensorType type, AtomicLong live) {
    this.type = type;
    this.live = live;
    this.value = Tensor.zeros(type);
    live.addAndGet(type.bytes());
  }

  @Override
  public TensorType type() {
    return type;
  }

  @Override
  public void write(Tensor tensor) {
    if (!tensor.type().equals(type)) {
      throw new IllegalArgumentException(
          "buffer: expected %s, got %s".formatted(type, tensor.type()));
    }
    value = ToyProgram.copy(tensor);
  }

  @Override
  public Tensor read() {
    return value;
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      live.addAndGet(-type.bytes());
    }
  }
}
