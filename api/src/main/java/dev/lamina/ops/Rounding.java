package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import java.util.Optional;

/** Elementwise operations with arguments: limits, digits, dtypes. x: any shape -> same shape. */
public final class Rounding {
  private Rounding() {}

  /** min(max(x, xMin), xMax); an empty limit does not limit. */
  public record Clip(Optional<Number> xMin, Optional<Number> xMax) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = Promotion.number(in);
      Value above = xMin.map(lo -> x.max(lo.doubleValue())).orElse(x);
      return xMax.map(hi -> above.min(hi.doubleValue())).orElse(above);
    }
  }

  /** To so many decimals, halves to even; negative decimals: tens, hundreds, … */
  public record Round(int decimals) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      if (!x.dtype().isFloating() && decimals >= 0) {
        return x;
      }
      double scale = Math.pow(10, Math.abs(decimals));
      Value real = Promotion.floating(x);
      Value scaled = decimals < 0 ? real.div(scale) : real.times(scale);
      Value whole = (decimals == 0 ? real : scaled).unary(Unary.Kind.ROUND);
      Value out = decimals < 0 ? whole.times(scale) : decimals == 0 ? whole : whole.div(scale);
      return out.cast(x.dtype());
    }
  }

  /** Converted to another dtype; floats are cut toward zero, for bool: whether it is not 0. */
  public record Cast(DType dtype) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return x.cast(dtype);
    }
  }

  /** Converted to another dtype; what it cannot hold becomes the nearest number that it can. */
  public record SaturateCast(DType dtype) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value in = Promotion.number(x);
      double lo = Math.max(least(in.dtype()), least(dtype));
      boolean toWhole = in.dtype().isFloating() && !dtype.isFloating();
      double limit = toWhole ? below(in.dtype(), most(dtype)) : most(dtype);
      double hi = Math.min(most(in.dtype()), limit);
      boolean wide = lo == least(in.dtype()) && hi == most(in.dtype());
      return (wide ? in : in.clip(lo, hi)).cast(dtype);
    }

    private static double least(DType d) {
      return d == DType.BOOL || d == DType.UINT8 ? 0 : d.isFloating() ? -most(d) : -most(d) - 1;
    }

    private static double most(DType d) {
      return switch (d) {
        case BOOL -> 1;
        case UINT8 -> 255;
        case INT32 -> Integer.MAX_VALUE;
        case INT64 -> (double) Long.MAX_VALUE;
        case FLOAT16 -> 65504;
        case BFLOAT16 -> 0x1.FEp127;
        case FLOAT32 -> Float.MAX_VALUE;
        case FLOAT64 -> Double.MAX_VALUE;
        default -> throw new IllegalArgumentException("saturate_cast: no numbers in " + d);
      };
    }

    /** The largest number of a dtype of floats that is not above a whole number 2^n - 1. */
    private static double below(DType d, double hi) {
      int digits =
          switch (d) {
            case FLOAT16 -> 11;
            case BFLOAT16 -> 8;
            case FLOAT32 -> 24;
            default -> 53;
          };
      // Long.MAX_VALUE as a double is 2^63 already.
      double power = Math.scalb(1.0, Math.getExponent(hi + 1));
      boolean exact = Math.getExponent(power) <= digits;
      return exact ? hi : power - Math.scalb(power, -digits);
    }
  }

  /** x itself, or converted; Keras writes it where it is not sure to have a tensor. */
  public record ConvertToTensor(Optional<DType> dtype) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return dtype.map(x::cast).orElse(x);
    }
  }

  /** NaN and the infinities replaced; empty: by the largest or smallest number of the dtype. */
  public record NanToNum(Number nan, Optional<Number> posinf, Optional<Number> neginf)
      implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      if (!x.dtype().isFloating()) {
        return x;
      }
      double most = x.dtype() == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
      Value finite = x.unary(Unary.Kind.IS_FINITE);
      Value high = scalar(x, posinf.map(Number::doubleValue).orElse(most));
      Value low = scalar(x, neginf.map(Number::doubleValue).orElse(-most));
      Value other = x.gt(0).select(high, x.lt(0).select(low, scalar(x, nan.doubleValue())));
      return finite.select(x, other);
    }

    private static Value scalar(Value like, double value) {
      return Value.scalar(like.dtype(), value);
    }
  }

  /** x itself, but no gradient flows through it. */
  public record StopGradient() implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return x.dtype().isFloating() ? Value.of(new dev.lamina.graph.op.StopGradient(), x) : x;
    }
  }
}
