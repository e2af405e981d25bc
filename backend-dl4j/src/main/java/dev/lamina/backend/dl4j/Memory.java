package dev.lamina.backend.dl4j;

import dev.lamina.backend.BackendException;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;

/** Off-heap memory, counted. */
final class Memory {
  /** Cache line, and the widest vector register that ND4J's kernels use. */
  private static final int ALIGNMENT = 64;

  private final AtomicLong live = new AtomicLong();
  private final Cleaner cleaner = Cleaner.create();

  /** Bytes held by open blocks. */
  long liveBytes() {
    return live.get();
  }

  /** A zero-filled block of at least {@code bytes}. */
  Block allocate(long bytes) {
    return new Block(this, Math.max(bytes, 1));
  }

  /** A piece of memory; freed by {@link #close}, or when it is no longer reachable. */
  static final class Block implements AutoCloseable {
    private final long bytes;
    private final Pointer address;
    private final Cleaner.Cleanable cleanable;

    private Block(Memory memory, long bytes) {
      this.bytes = bytes;
      // Not Pointer's own allocation: its limit is the Java heap's size.
      Pointer raw = Pointer.calloc(1, bytes + ALIGNMENT);
      if (raw == null || raw.isNull()) {
        throw new BackendException("dl4j: no memory for a block of %d bytes".formatted(bytes));
      }
      this.address = new Address(raw.address() + ALIGNMENT - raw.address() % ALIGNMENT);
      memory.live.addAndGet(bytes);
      this.cleanable = memory.cleaner.register(this, new Release(memory, raw, bytes));
    }

    long bytes() {
      return bytes;
    }

    Pointer address() {
      return address;
    }

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  private record Release(Memory memory, Pointer raw, long bytes, AtomicBoolean done)
      implements Runnable {
    Release(Memory memory, Pointer raw, long bytes) {
      this(memory, raw, bytes, new AtomicBoolean());
    }

    @Override
    public void run() {
      if (!done.getAndSet(true)) {
        Pointer.free(raw);
        memory.live.addAndGet(-bytes);
      }
    }
  }

  /** A pointer to memory that it does not own. */
  private static final class Address extends Pointer {
    Address(long value) {
      this.address = value;
    }
  }
}
