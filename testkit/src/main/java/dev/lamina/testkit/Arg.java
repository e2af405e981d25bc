package dev.lamina.testkit;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One input of an {@link OpCase}: a type and the values it takes.
 *
 * <p>{@code DISTINCT} values are evenly spread over [lo, hi) in random order, off the range's
 * middle and ends: no two are equal and none is 0, so that functions with kinks at ties or at 0 can
 * be differentiated numerically. {@code WHOLE} values are random whole numbers in [lo, hi). Integer
 * and bool types always take whole ones.
 */
public record Arg(TensorType type, double lo, double hi, Values values) {
  /** How values are drawn. */
  public enum Values {
    DISTINCT,
    WHOLE
  }

  /** Floating, in [-2, 2). */
  public static Arg real(int... dims) {
    return between(-2, 2, dims);
  }

  /** Floating, in [lo, hi). */
  public static Arg between(double lo, double hi, int... dims) {
    return new Arg(TensorType.of(DType.FLOAT32, dims), lo, hi, Values.DISTINCT);
  }

  /** Floating, but with ties: whole numbers in [lo, hi). */
  public static Arg tied(int lo, int hi, int... dims) {
    return new Arg(TensorType.of(DType.FLOAT32, dims), lo, hi, Values.WHOLE);
  }

  /** Whole numbers in [lo, hi) of any dtype; for bool, {@code of(BOOL, 0, 2, …)}. */
  public static Arg of(DType dtype, int lo, int hi, int... dims) {
    return new Arg(TensorType.of(dtype, dims), lo, hi, Values.WHOLE);
  }

  /** The type with {@code dtype} in place of float32. */
  TensorType type(DType dtype) {
    return type.dtype().isFloating() ? type.withDtype(dtype) : type;
  }

  /**
   * Whole numbers of an integer dtype or bool in place of floats: those of the range if there may
   * be ties, else more, of the same signs.
   */
  Arg in(DType dtype) {
    if (!type.dtype().isFloating()) {
      return this;
    }
    boolean unsigned = dtype == DType.UINT8 || dtype == DType.BOOL;
    int most = dtype == DType.BOOL ? 2 : dtype == DType.UINT8 ? 256 : 10;
    int least = unsigned || lo >= 0 ? 0 : -9;
    if (values == Values.WHOLE) {
      least = Math.max(least, (int) lo);
      most = Math.max(least + 1, Math.min(most, (int) hi));
    } else if (lo > 0) {
      least = 1;
    }
    return new Arg(type.withDtype(dtype), least, most, Values.WHOLE);
  }

  /** Values of the declared type, the same for the same seed. */
  Tensor draw(long seed) {
    var random = new Random(seed);
    int n = type.shape().intSize();
    double[] out = new double[n];
    if (values == Values.WHOLE) {
      for (int i = 0; i < n; i++) {
        out[i] = lo + random.nextInt((int) (hi - lo));
      }
    } else {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      // Below a half, so that the middle of the range stays free; another one for every seed.
      double place = 0.2 + 0.25 * random.nextDouble();
      for (int i = 0; i < n; i++) {
        out[i] = lo + (hi - lo) * (order.get(i) + place) / n;
      }
    }
    return Tensor.wrap(out, type.shape()).cast(type.dtype());
  }
}
