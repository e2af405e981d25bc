package dev.lamina.metrics;

/** How scores of classes become one number. */
public enum Average {
  /** From the counts of all classes together. */
  MICRO,
  /** The mean over the classes. */
  MACRO,
  /** The mean over the classes, weighted by how often each occurs. */
  WEIGHTED
}
