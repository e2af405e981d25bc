package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.CumSum;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.Optional;

/** Operations along an axis, from element to element. */
public final class Running {
  private Running() {}

  /** Running sum; empty axis: of all elements along one. */
  public record Cumsum(Optional<Integer> axis, Optional<DType> dtype) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = line(in, axis, dtype);
      return Value.of(new CumSum(x.shape().axis(axis.orElse(0)), false, false), x);
    }
  }

  /** Running product; empty axis: of all elements along one. */
  public record Cumprod(Optional<Integer> axis, Optional<DType> dtype) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = line(in, axis, dtype);
      int a = x.shape().axis(axis.orElse(0));
      int n = x.dim(a);
      // After the step of size s, each element is the product of the last 2 s.
      for (int s = 1; s < n; s *= 2) {
        int[] lo = new int[x.rank()];
        lo[a] = s;
        x = x.times(x.slice(a, 0, n - s).pad(lo, new int[x.rank()], 1));
      }
      return x;
    }
  }

  private static Value line(Value in, Optional<Integer> axis, Optional<DType> dtype) {
    Value x = dtype.map(in::cast).orElseGet(() -> wide(in));
    return axis.isPresent() ? x : x.reshape(Shape.of(x.shape().intSize()));
  }

  private static Value wide(Value x) {
    return x.dtype() == DType.BOOL || x.dtype() == DType.UINT8 ? x.cast(DType.INT32) : x;
  }

  /** n-th difference of neighbours: the axis loses n entries. */
  public record Diff(int n, int axis) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = Promotion.number(in);
      for (int i = 0; i < n; i++) {
        int size = x.dim(axis);
        x = x.slice(axis, 1, size).minus(x.slice(axis, 0, size - 1));
      }
      return x;
    }
  }
}
