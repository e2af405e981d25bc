package dev.lamina.backend.onednn;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Zero-filled memory outside of the heap, aligned to a cache line. Freed by {@link #close}, at the
 * latest when it is unreachable.
 */
final class OffHeap implements AutoCloseable {
  /** A cache line, and the width of the widest vector register. */
  static final int ALIGNMENT = 64;

  private final Pointer raw;
  private final long shift;
  private final Cleaner.Cleanable memory;

  /** Allocates; {@code allocator} counts it. */
  OffHeap(Allocator allocator, long bytes) {
    long padded = bytes + ALIGNMENT;
    this.raw = Pointer.calloc(padded, 1);
    if (Pointer.isNull(raw)) {
      throw new OutOfMemoryError("no off-heap memory for %d bytes".formatted(bytes));
    }
    this.shift = -raw.address() & (ALIGNMENT - 1);
    this.memory = allocator.track(this, raw, padded);
  }

  /** The place {@code offset} bytes from the start. */
  BytePointer at(long offset) {
    return new BytePointer(raw).position(shift + offset);
  }

  /** A view of {@code bytes} bytes from {@code offset}; valid until this is closed. */
  ByteBuffer view(long offset, long bytes) {
    if (bytes == 0) {
      return ByteBuffer.allocateDirect(0);
    }
    // The buffer that JavaCPP makes begins at the memory's start, with its position at the offset.
    ByteBuffer whole = at(offset).limit(shift + offset + bytes).asByteBuffer();
    return whole.slice().order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    memory.clean();
  }
}
