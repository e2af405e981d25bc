package dev.lamina.constraints;

import dev.lamina.graph.Value;

/** max(w, 0). */
public record NonNeg() implements Constraint {
  public static NonNeg of() {
    return new NonNeg();
  }

  @Override
  public Value apply(Value weight) {
    return weight.max(0);
  }
}
