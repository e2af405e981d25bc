package dev.lamina.backend.tensorflow;

import java.util.concurrent.atomic.AtomicLong;

/** Native memory with an end; closing twice is fine. */
abstract class Resource implements AutoCloseable {
  final Context context;
  private final AtomicLong bytes = new AtomicLong();
  private boolean closed;

  Resource(Context context) {
    this.context = context;
  }

  /** Counts memory that lives as long as this. */
  final void holds(long n) {
    bytes.addAndGet(n);
    context.allocated(n);
  }

  /** Throws if this is closed. To be called under {@link Context#use}. */
  final void checkOpen(String what) {
    context.checkOpen();
    if (closed) {
      throw new IllegalStateException(what + " is closed");
    }
  }

  /** Frees; nothing uses this any more. */
  abstract void free();

  @Override
  public final void close() {
    context.exclusively(
        () -> {
          if (!closed) {
            closed = true;
            context.forget(this);
            free();
            context.allocated(-bytes.get());
          }
        });
  }
}
