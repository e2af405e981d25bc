package dev.lamina.ops;

import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * The discrete Fourier transform X[k] = Σ x[j] exp(-2πi j k / n) of the last axis, as products with
 * matrices: a length that has factors is taken apart (Cooley, Tukey 1965).
 *
 * @param imaginary empty: all 0
 */
record Dft(Value real, Optional<Value> imaginary) {
  /** Up to this length one product is as fast as two. */
  private static final int SMALL = 32;

  static Dft of(Value real, Value imaginary) {
    return new Dft(real, Optional.of(imaginary));
  }

  Value imaginaryPart() {
    return imaginary.orElseGet(() -> Value.zeros(real.type()));
  }

  /** The transform of the last axis. */
  Dft transform() {
    int n = real.dim(-1);
    Shape shape = real.shape();
    Shape rows = Shape.of(shape.range(0, shape.rank() - 1).intSize(), n);
    Dft out = new Dft(real.reshape(rows), imaginary.map(v -> v.reshape(rows))).rows();
    return new Dft(out.real.reshape(shape), out.imaginary.map(v -> v.reshape(shape)));
  }

  /** Of [batch, n]. */
  private Dft rows() {
    int n = real.dim(-1);
    int first = factor(n);
    if (first == 1) {
      return times(n);
    }
    // j = j1 n2 + j2, k = k1 + n1 k2.
    int second = n / first;
    int batch = real.dim(0);
    Dft columns = reshape(batch, first, second).swap().times(first).twiddle(second, first);
    Dft inner = columns.swap().reshape(batch * first, second).rows();
    return inner.reshape(batch, first, second).swap().reshape(batch, n);
  }

  /** The factor of n that is nearest below its root; 1 if it is not worth it. */
  private static int factor(int n) {
    if (n <= SMALL) {
      return 1;
    }
    int f = (int) Math.sqrt(n);
    while (n % f != 0) {
      f--;
    }
    return f;
  }

  private Dft reshape(int... shape) {
    return new Dft(real.reshape(shape), imaginary.map(v -> v.reshape(shape)));
  }

  private Dft swap() {
    return new Dft(real.transpose(0, 2, 1), imaginary.map(v -> v.transpose(0, 2, 1)));
  }

  /** The transform of the last axis, of length n, as one product. */
  private Dft times(int n) {
    Value c = table(n, n, n, false, real.dtype());
    Value s = table(n, n, n, true, real.dtype());
    Value re = real.matmul(c);
    Value im = real.matmul(s);
    if (imaginary.isEmpty()) {
      return of(re, im);
    }
    Value y = imaginary.get();
    return of(re.minus(y.matmul(s)), im.plus(y.matmul(c)));
  }

  /** Times exp(-2πi j k / (j's k's)). */
  private Dft twiddle(int js, int ks) {
    Value c = table(js, ks, js * ks, false, real.dtype());
    Value s = table(js, ks, js * ks, true, real.dtype());
    Value y = imaginaryPart();
    return of(real.times(c).minus(y.times(s)), real.times(s).plus(y.times(c)));
  }

  /** cos or sin of -2π j k / n. */
  private static Value table(int js, int ks, int n, boolean sine, DType dtype) {
    double[] out = new double[Tables.size("Fourier transform", js, ks)];
    for (int j = 0; j < js; j++) {
      for (int k = 0; k < ks; k++) {
        double angle = -2 * Math.PI * ((long) j * k % n) / n;
        out[j * ks + k] = sine ? StrictMath.sin(angle) : StrictMath.cos(angle);
      }
    }
    return Value.constant(Tensor.wrap(out, Shape.of(js, ks)).cast(dtype));
  }
}
