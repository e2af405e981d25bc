package dev.lamina.backend.dl4j;

import dev.lamina.backend.Buffer;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;

/**
 * A variable's array. It is used by one caller at a time or read by several; its memory stays until
 * the last run that uses it is over, also if it is closed before.
 */
final class Dl4jBuffer implements Buffer {
  private final Array array;
  private int users;
  private boolean closed;

  Dl4jBuffer(Array array) {
    this.array = array;
  }

  /** The array, which must be released. */
  synchronized Array acquire() {
    if (closed) {
      throw new IllegalStateException("buffer: is closed");
    }
    users++;
    return array;
  }

  synchronized void release() {
    users--;
    freeIfUnused();
  }

  private void freeIfUnused() {
    if (closed && users == 0) {
      array.block().close();
    }
  }

  @Override
  public TensorType type() {
    return array.type();
  }

  @Override
  public void write(Tensor value) {
    if (!value.type().equals(type())) {
      throw new IllegalArgumentException(
          "buffer: expected %s, got %s".formatted(type(), value.type()));
    }
    acquire();
    try {
      array.write(value);
    } finally {
      release();
    }
  }

  @Override
  public Tensor read() {
    acquire();
    try {
      return array.read();
    } finally {
      release();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    freeIfUnused();
  }
}
