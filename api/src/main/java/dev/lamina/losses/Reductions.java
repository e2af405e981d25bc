package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.Optional;

/** Keras' rules for weighting, masking and reducing losses. */
final class Reductions {
  private Reductions() {}

  static Value apply(Loss loss, Value losses, Optional<Value> sampleWeight, Optional<Value> mask) {
    Optional<Value> weights =
        weights(
            loss,
            sampleWeight.map(w -> w.cast(losses.dtype())),
            mask.map(m -> m.cast(losses.dtype())));
    if (weights.isEmpty()) {
      return reduce(loss.reduction(), losses, weights);
    }
    Pair p = sameRank(losses, weights.get());
    Value weighted = product(loss, p.a(), p.b());
    return reduce(loss.reduction(), weighted, Optional.of(p.b()));
  }

  private static Value reduce(Reduction reduction, Value values, Optional<Value> weights) {
    if (values.rank() == 0) {
      return values;
    }
    return switch (reduction) {
      case NONE -> values;
      case SUM -> values.sum();
      case SUM_OVER_BATCH_SIZE, MEAN -> values.mean();
      case MEAN_WITH_SAMPLE_WEIGHT ->
          weights.isPresent() ? quotient(values.sum(), weights.get().sum()) : values.mean();
    };
  }

  /** Weights and mask together; with a mean the valid entries weigh total / valid. */
  private static Optional<Value> weights(
      Loss loss, Optional<Value> sampleWeight, Optional<Value> mask) {
    if (mask.isEmpty()) {
      return sampleWeight;
    }
    Value m = mask.get();
    boolean mean =
        loss.reduction() == Reduction.SUM_OVER_BATCH_SIZE || loss.reduction() == Reduction.MEAN;
    if (mean) {
      Value total = Value.scalar(m.dtype(), (double) m.shape().size());
      m = m.times(quotient(total, m.sum()));
    }
    if (sampleWeight.isEmpty()) {
      return Optional.of(m);
    }
    Pair p = sameRank(m, sampleWeight.get());
    return Optional.of(product(loss, p.a(), p.b()));
  }

  /** 0 where the divisor is. */
  private static Value quotient(Value a, Value b) {
    Value none = b.eq(0);
    Value safe = none.select(Value.scalar(b.dtype(), 1), b);
    return none.select(Value.scalar(a.dtype(), 0), a.div(safe));
  }

  private record Pair(Value a, Value b) {}

  /** Of two ranks that differ by one, a last axis of size one goes, or comes beside a vector. */
  private static Pair sameRank(Value a, Value b) {
    if (a.rank() == b.rank() + 1 && a.dim(-1) == 1) {
      return b.rank() == 1 ? new Pair(a, b.expandDims(-1)) : new Pair(a.squeeze(-1), b);
    }
    if (b.rank() == a.rank() + 1 && b.dim(-1) == 1) {
      return a.rank() == 1 ? new Pair(a.expandDims(-1), b) : new Pair(a, b.squeeze(-1));
    }
    return new Pair(a, b);
  }

  private static Value product(Loss loss, Value values, Value weights) {
    Shape both = Shape.broadcast(loss.name() + ": sample weight", values.shape(), weights.shape());
    return values.broadcastTo(both).times(weights);
  }
}
