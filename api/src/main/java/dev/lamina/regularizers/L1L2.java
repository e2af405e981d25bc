package dev.lamina.regularizers;

import dev.lamina.graph.Value;

/** l1 Σ|x| + l2 Σx². */
public record L1L2(double l1, double l2) implements Regularizer {
  public L1L2 {
    Factor.check("L1L2", "l1", l1);
    Factor.check("L1L2", "l2", l2);
  }

  public static L1L2 of(double l1, double l2) {
    return new L1L2(l1, l2);
  }

  @Override
  public Value apply(Value x) {
    Value zero = Value.scalar(x.dtype(), 0);
    Value first = l1 == 0 ? zero : x.abs().sum().times(l1);
    return l2 == 0 ? first : first.plus(x.square().sum().times(l2));
  }
}
