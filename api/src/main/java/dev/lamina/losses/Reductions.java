package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.Optional;

/** Keras' rules for weighting, masking and reducing losses. */
final class Reductions {
  private Reductions() {}

  static Value apply(Loss loss, Value losses, Optional<Value> sampleWeight, Optional<Value> mask) {
    Optional<Value> weights = sampleWeight.map(w -> fit(loss, losses, w.cast(losses.dtype())));
    boolean overBatch =
        loss.reduction() == Reduction.SUM_OVER_BATCH_SIZE || loss.reduction() == Reduction.MEAN;
    if (mask.isPresent()) {
      Value m = fit(loss, losses, mask.get().cast(losses.dtype()));
      if (overBatch) {
        // The mean is over the valid entries: they weigh total / valid.
        Value full = m.broadcastTo(losses.shape());
        double total = losses.shape().size();
        Value valid = full.sum();
        m = m.times(valid.rdiv(total));
        m = valid.eq(0).select(Value.scalar(m.dtype(), 0), m);
      }
      Value scaled = m;
      weights = Optional.of(weights.map(w -> w.times(scaled)).orElse(scaled));
    }
    Value weighted = weights.isPresent() ? losses.times(weights.get()) : losses;
    return switch (loss.reduction()) {
      case NONE -> weighted;
      case SUM -> weighted.sum();
      case SUM_OVER_BATCH_SIZE, MEAN -> weighted.mean();
      case MEAN_WITH_SAMPLE_WEIGHT -> {
        if (weights.isEmpty()) {
          yield weighted.mean();
        }
        Value sum = weights.get().broadcastTo(losses.shape()).sum();
        Value safe = sum.eq(0).select(Value.scalar(sum.dtype(), 1), sum);
        yield sum.eq(0).select(Value.scalar(sum.dtype(), 0), weighted.sum().div(safe));
      }
    };
  }

  /** A weight of one axis less or more (of size one) than the losses is brought to their rank. */
  private static Value fit(Loss loss, Value losses, Value w) {
    Value out = w;
    if (out.rank() == losses.rank() + 1 && out.dim(-1) == 1) {
      out = out.squeeze(-1);
    } else if (out.rank() == losses.rank() - 1 && losses.dim(-1) == 1) {
      out = out.expandDims(-1);
    }
    Shape s = Shape.broadcast(loss.name() + ": sample weight", losses.shape(), out.shape());
    if (!s.equals(losses.shape())) {
      throw new IllegalArgumentException(
          "%s: expected sample weights that broadcast to the losses %s, got %s"
              .formatted(loss.name(), losses.shape(), w.shape()));
    }
    return out;
  }
}
