package dev.lamina.backend.onednn;

import dev.lamina.backend.Buffer;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.concurrent.atomic.AtomicInteger;

/** A variable's memory. Closing it while a run uses it takes effect when the run is over. */
final class NativeBuffer implements Buffer {
  private static final int CLOSED = Integer.MIN_VALUE;

  private final TensorType type;
  private final OffHeap memory;
  private final View view;

  /** The number of runs that use the memory; {@link #CLOSED} added once closed. */
  private final AtomicInteger users = new AtomicInteger();

  NativeBuffer(Allocator allocator, TensorType type) {
    this.type = type;
    this.memory = new OffHeap(allocator, type.bytes());
    this.view = new View(type, memory.view(0, type.bytes()));
  }

  @Override
  public TensorType type() {
    return type;
  }

  OffHeap memory() {
    return memory;
  }

  /** Keeps the memory until {@link #release}. */
  void acquire() {
    if (users.incrementAndGet() <= 0) {
      release();
      throw new IllegalStateException("buffer %s: is closed".formatted(type));
    }
  }

  void release() {
    if (users.decrementAndGet() == CLOSED) {
      memory.close();
    }
  }

  @Override
  public void write(Tensor value) {
    if (!value.type().equals(type)) {
      throw new IllegalArgumentException(
          "buffer: expected %s, got %s".formatted(type, value.type()));
    }
    acquire();
    try {
      view.write(value);
    } finally {
      release();
    }
  }

  @Override
  public Tensor read() {
    acquire();
    try {
      return view.read();
    } finally {
      release();
    }
  }

  @Override
  public void close() {
    int before = users.getAndUpdate(n -> n < 0 ? n : n + CLOSED);
    if (before == 0) {
      memory.close();
    }
  }
}
