package dev.lamina.backend.onednn;

/** One instruction of a {@link Pointwise} kernel, bound to its registers. */
interface Loop {
  /** Does the first {@code n} elements of the registers. */
  void run(int n);
}
