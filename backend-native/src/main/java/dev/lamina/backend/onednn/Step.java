package dev.lamina.backend.onednn;

import java.util.List;

/** One entry of a plan: a oneDNN primitive or a Java kernel with its operands. */
interface Step {
  /** What it is, in a few words; see {@link Plan#describe}. */
  String name();

  List<Place> reads();

  List<Place> writes();

  /** The step on one context's memory. The task is run by one thread at a time. */
  Runnable bind(Context context);
}
