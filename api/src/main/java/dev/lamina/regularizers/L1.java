package dev.lamina.regularizers;

import dev.lamina.graph.Value;

/** l1 Σ|x|. */
public record L1(double l1) implements Regularizer {
  public L1 {
    Factor.check("L1", "l1", l1);
  }

  /** Keras' default factor, 0.01. */
  public static L1 of() {
    return new L1(0.01);
  }

  public static L1 of(double l1) {
    return new L1(l1);
  }

  @Override
  public Value apply(Value x) {
    return x.abs().sum().times(l1);
  }
}
