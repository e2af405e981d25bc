package dev.lamina.initializers;

/** What the samples of a frame are multiplied by: a {@link WindowName} or {@link WindowValues}. */
public sealed interface SignalWindow permits WindowName, WindowValues {
  /**
   * The factors of a frame of n samples.
   *
   * @param periodic of windows by name: without the last of one more sample
   * @throws IllegalArgumentException if there are given values, but not n
   */
  double[] values(int n, boolean periodic);

  /** Whether it can be made for frames of n samples. */
  boolean fits(int n);
}
