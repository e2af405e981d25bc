package dev.lamina.constraints;

import dev.lamina.graph.Value;

/** A projection applied to a weight after each update. */
public interface Constraint {
  /** The nearest allowed value; same shape. */
  Value apply(Value weight);
}
