package dev.lamina.backend.onednn;

import java.util.List;
import java.util.function.Function;

/** A step in Java; {@code binder} makes the task from the views of a context. */
record JavaStep(
    String name, List<Place> reads, List<Place> writes, Function<Context, Runnable> binder)
    implements Step {
  JavaStep {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  @Override
  public Runnable bind(Context context) {
    return binder.apply(context);
  }
}
