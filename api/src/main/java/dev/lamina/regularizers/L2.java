package dev.lamina.regularizers;

import dev.lamina.graph.Value;

/** l2 Σx². */
public record L2(double l2) implements Regularizer {
  public L2 {
    Factor.check("L2", "l2", l2);
  }

  /** Keras' default factor, 0.01. */
  public static L2 of() {
    return new L2(0.01);
  }

  public static L2 of(double l2) {
    return new L2(l2);
  }

  @Override
  public Value apply(Value x) {
    return x.square().sum().times(l2);
  }
}
