package dev.lamina.backend.dl4j;

/** One action of a bound plan. */
interface Step extends AutoCloseable {
  void run();

  /** Gives back what the step holds besides the arrays. */
  @Override
  default void close() {}
}
