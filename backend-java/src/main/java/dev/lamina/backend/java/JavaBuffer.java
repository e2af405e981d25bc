package dev.lamina.backend.java;

import dev.lamina.backend.Buffer;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A variable: a reference to a tensor that is replaced and never changed. */
final class JavaBuffer implements Buffer {
  private final TensorType type;
  private final AtomicLong live;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private volatile Tensor value;

  JavaBuffer(TensorType type, AtomicLong live) {
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
    set(Elements.copy(tensor));
  }

  /** Takes over a tensor that nobody else changes. */
  void set(Tensor tensor) {
    requireOpen();
    value = tensor;
  }

  @Override
  public Tensor read() {
    requireOpen();
    return value;
  }

  private void requireOpen() {
    if (!open.get()) {
      throw new IllegalStateException("buffer: is closed");
    }
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      live.addAndGet(-type.bytes());
      value = Tensor.zeros(TensorType.of(type.dtype(), 0));
    }
  }
}
