package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reduces axes, which disappear or keep size one.
 *
 * @param axis the axes; empty: all
 */
public record Reducing(Kind kind, Optional<Ints> axis, boolean keepdims)
    implements Operation.OfOne {
  /** Keras' class of this name. */
  public enum Kind {
    /** Bool and uint8 are summed as int32. */
    SUM,
    MEAN,
    MAX,
    MIN,
    AMAX,
    AMIN,
    /** mean((x - mean(x))²). */
    VAR,
    /** √var(x). */
    STD,
    /** Largest minus smallest. */
    PTP,
    PROD,
    /** Whether all elements are true (not 0). */
    ALL,
    ANY,
    /** log Σ exp(x), without overflow. */
    LOGSUMEXP,
    /** Without the NaNs. */
    NANSUM,
    /** Without the NaNs; NaN where there is nothing else. */
    NANMEAN,
    NANMAX,
    NANMIN,
    /** Without the NaNs. */
    NANPROD,
    /** Without the NaNs; NaN where there is nothing else. */
    NANVAR,
    NANSTD
  }

  @Override
  public String kerasName() {
    return Classes.name(kind);
  }

  @Override
  public Value write(Value x) {
    return switch (kind) {
      case SUM -> reduce(Reduce.Kind.SUM, keepdims, wide(x));
      case PROD -> reduce(Reduce.Kind.PROD, keepdims, wide(x));
      case MEAN -> reduce(Reduce.Kind.MEAN, keepdims, Promotion.floating(x));
      case MAX, AMAX -> reduce(Reduce.Kind.MAX, keepdims, Promotion.number(x)).cast(x.dtype());
      case MIN, AMIN -> reduce(Reduce.Kind.MIN, keepdims, Promotion.number(x)).cast(x.dtype());
      case PTP ->
          reduce(Reduce.Kind.MAX, keepdims, Promotion.number(x))
              .minus(reduce(Reduce.Kind.MIN, keepdims, Promotion.number(x)));
      case VAR -> variance(Promotion.floating(x));
      case STD -> variance(Promotion.floating(x)).sqrt();
      case ALL -> reduce(Reduce.Kind.MIN, keepdims, whole(x)).gt(0);
      case ANY -> reduce(Reduce.Kind.MAX, keepdims, whole(x)).gt(0);
      case LOGSUMEXP -> logSumExp(Promotion.floating(x));
      case NANSUM -> reduce(Reduce.Kind.SUM, keepdims, wide(filled(x, 0)));
      case NANPROD -> reduce(Reduce.Kind.PROD, keepdims, wide(filled(x, 1)));
      case NANMAX -> nanExtremum(x, Reduce.Kind.MAX, Double.NEGATIVE_INFINITY);
      case NANMIN -> nanExtremum(x, Reduce.Kind.MIN, Double.POSITIVE_INFINITY);
      case NANMEAN -> nanMean(Promotion.floating(x), keepdims);
      case NANVAR -> nanVariance(Promotion.floating(x));
      case NANSTD -> nanVariance(Promotion.floating(x)).sqrt();
    };
  }

  private Value reduce(Reduce.Kind how, boolean keep, Value x) {
    if (axis.isPresent() && axis.get().values().isEmpty()) {
      return x;
    }
    return x.reduce(how, keep, axes(x));
  }

  private int[] axes(Value x) {
    return axis.map(Ints::toArray).orElseGet(() -> IntStream.range(0, x.rank()).toArray());
  }

  private Value variance(Value x) {
    return reduce(Reduce.Kind.MEAN, keepdims, x.minus(reduce(Reduce.Kind.MEAN, true, x)).square());
  }

  private Value logSumExp(Value x) {
    Value most = reduce(Reduce.Kind.MAX, true, x);
    // Where all are -∞, so is the result.
    Value shift =
        most.unary(dev.lamina.graph.op.Unary.Kind.IS_FINITE)
            .select(most, Value.scalar(x.dtype(), 0));
    Value logs = reduce(Reduce.Kind.SUM, keepdims, x.minus(shift).exp()).log();
    return logs.plus(shift.reshape(logs.shape()));
  }

  private static Value filled(Value x, double value) {
    return x.dtype().isFloating()
        ? Elementwise.number(x).select(x, Value.scalar(x.dtype(), value))
        : Promotion.number(x);
  }

  private Value nanExtremum(Value x, Reduce.Kind how, double worst) {
    Value most = reduce(how, keepdims, filled(x, worst));
    if (!x.dtype().isFloating()) {
      return most.cast(x.dtype());
    }
    Value any = reduce(Reduce.Kind.MAX, keepdims, Elementwise.number(x).cast(x.dtype())).gt(0);
    return any.select(most, Value.scalar(x.dtype(), Double.NaN));
  }

  private Value nanMean(Value x, boolean keep) {
    return reduce(Reduce.Kind.SUM, keep, filled(x, 0)).div(count(x, keep));
  }

  private Value count(Value x, boolean keep) {
    return reduce(Reduce.Kind.SUM, keep, Elementwise.number(x).cast(x.dtype()));
  }

  private Value nanVariance(Value x) {
    Value squares = x.minus(nanMean(x, true)).square();
    Value counted = Elementwise.number(x).select(squares, Value.scalar(x.dtype(), 0));
    return reduce(Reduce.Kind.SUM, keepdims, counted).div(count(x, keepdims));
  }

  private static Value whole(Value x) {
    return Promotion.truth(x).cast(DType.INT32);
  }

  private static Value wide(Value x) {
    return x.dtype() == DType.BOOL || x.dtype() == DType.UINT8 ? x.cast(DType.INT32) : x;
  }
}
