package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.Shape;

/** Targets and predictions brought to one dtype and, by Keras' rules, to one rank. */
record Targets(Value yTrue, Value yPred) {
  /** Keras' backend epsilon: probabilities are clipped to [EPSILON, 1 - EPSILON]. */
  static final double EPSILON = 1e-7;

  /**
   * Of two ranks that differ by one, a last axis of size one goes, or comes if the other is a
   * vector; then the shapes must broadcast.
   */
  static Targets of(String loss, Value yTrue, Value yPred) {
    Value p = yPred;
    Value t = yTrue.cast(p.dtype());
    if (t.rank() == p.rank() + 1 && t.dim(-1) == 1) {
      if (p.rank() == 1) {
        p = p.expandDims(-1);
      } else {
        t = t.squeeze(-1);
      }
    } else if (p.rank() == t.rank() + 1 && p.dim(-1) == 1) {
      if (t.rank() == 1) {
        t = t.expandDims(-1);
      } else {
        p = p.squeeze(-1);
      }
    }
    Shape both = Shape.broadcast(loss + ": targets and predictions", t.shape(), p.shape());
    return new Targets(t.broadcastTo(both), p.broadcastTo(both));
  }

  /** Like {@link #of}, for losses that need equal shapes. */
  static Targets same(String loss, Value yTrue, Value yPred) {
    if (yTrue.rank() == yPred.rank() && !yTrue.shape().equals(yPred.shape())) {
      throw new IllegalArgumentException(
          "%s: expected targets of the predictions' shape %s, got %s"
              .formatted(loss, yPred.shape(), yTrue.shape()));
    }
    return of(loss, yTrue, yPred);
  }

  /** Labels 0 become -1, if all labels are 0 or 1. */
  Value hingeLabels() {
    Value one = Value.scalar(yTrue.dtype(), 1);
    Value zero = Value.scalar(yTrue.dtype(), 0);
    Value other = yTrue.eq(0).or(yTrue.eq(1)).select(zero, one);
    Value binary = other.sum().eq(0);
    return binary.select(yTrue.times(2).minus(1), yTrue);
  }

  /** x clipped to probabilities whose logarithms are finite. */
  static Value clipped(Value x) {
    return x.clip(EPSILON, 1 - EPSILON);
  }

  /** x with norm 1 along an axis; norms count as at least EPSILON. */
  static Value normalized(Value x, int axis) {
    Value squares = x.square().reduce(Reduce.Kind.SUM, true, axis);
    return x.times(squares.max(EPSILON * EPSILON).rsqrt());
  }

  /** Labels moved towards {@code uniform} by {@code smoothing}. */
  static Value smoothed(Value labels, double smoothing, double uniform) {
    return smoothing == 0 ? labels : labels.times(1 - smoothing).plus(smoothing * uniform);
  }

  static void checkSmoothing(String loss, double smoothing) {
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "%s: labelSmoothing must be in [0, 1], got %s".formatted(loss, smoothing));
    }
  }
}
