package dev.lamina;

/** How {@code fit} and {@code evaluate} report progress. */
public enum Verbose {
  /** A progress bar on a terminal, else one line an epoch. */
  AUTO,
  SILENT,
  /** A live bar with batch count, time left, loss and metrics. */
  PROGRESS_BAR,
  LINE_PER_EPOCH
}
