package dev.lamina.applications;

/** What a model without classifier does with its last feature map. */
public enum Pooling {
  /** It is the output: [batch, rows, columns, features]. */
  NONE,
  /** The mean over rows and columns: [batch, features]. */
  AVG,
  /** The maximum over rows and columns: [batch, features]. */
  MAX
}
