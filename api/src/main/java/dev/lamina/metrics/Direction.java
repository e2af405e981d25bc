package dev.lamina.metrics;

/** Where a metric goes when a model gets better. */
public enum Direction {
  UP,
  DOWN
}
