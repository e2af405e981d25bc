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
    LOGSUMEXP
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

  private static Value whole(Value x) {
    return Promotion.truth(x).cast(DType.INT32);
  }

  private static Value wide(Value x) {
    return x.dtype() == DType.BOOL || x.dtype() == DType.UINT8 ? x.cast(DType.INT32) : x;
  }
}
