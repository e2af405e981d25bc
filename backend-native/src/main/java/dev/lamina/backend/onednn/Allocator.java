package dev.lamina.backend.onednn;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;

/** Counts the off-heap memory in use, and frees what its owner forgot. */
final class Allocator {
  private final AtomicLong live = new AtomicLong();
  private final Cleaner cleaner = Cleaner.create();

  /**
   * The returned action frees {@code raw} once; it runs by itself when {@code owner} is
   * unreachable.
   */
  Cleaner.Cleanable track(Object owner, Pointer raw, long bytes) {
    AtomicLong counter = live;
    counter.addAndGet(bytes);
    return cleaner.register(
        owner,
        () -> {
          Pointer.free(raw);
          counter.addAndGet(-bytes);
        });
  }

  /** Runs {@code action} once: when told to, or when {@code owner} is unreachable. */
  Cleaner.Cleanable onClose(Object owner, Runnable action) {
    return cleaner.register(owner, action);
  }

  /** Bytes in use. */
  long live() {
    return live.get();
  }
}
