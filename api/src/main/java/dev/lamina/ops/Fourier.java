package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import java.util.List;
import java.util.Optional;

/** Fourier transforms. A complex tensor is a pair: its real and its imaginary part. */
public final class Fourier {
  private Fourier() {}

  /** X[k] = Σ x[j] exp(-2πi j k / n) of the last axis. [..., n] twice -> [..., n] twice. */
  public record FFT() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return pair(complex("fft", inputs).transform());
    }
  }

  /** The transform of the last two axes. */
  public record FFT2() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return pair(both(complex("fft2", inputs)));
    }
  }

  /** The inverse of {@link FFT2}: conjugate, transform, conjugate, divide by the size. */
  public record IFFT2() implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      Dft x = complex("ifft2", inputs);
      Dft y = both(Dft.of(x.real(), x.imaginaryPart().negate()));
      double size = (double) x.real().dim(-1) * x.real().dim(-2);
      return List.of(y.real().div(size), y.imaginaryPart().div(-size));
    }
  }

  /**
   * The first n/2 + 1 entries of the transform of real numbers; the others are their conjugates.
   *
   * @param fftLength n: x is cut or padded with zeros to it; empty: x's length
   */
  public record RFFT(Optional<Integer> fftLength) implements Operation {
    public RFFT {
      positive("rfft", fftLength);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = Promotion.floating(inputs.get(0));
      minRank("rfft", x, 1);
      int n = fftLength.orElse(x.dim(-1));
      return pair(half(new Dft(sized(x, n), Optional.empty()).transform(), n));
    }
  }

  /**
   * The real numbers whose {@link RFFT} this is.
   *
   * @param fftLength n; empty: 2 (entries - 1)
   */
  public record IRFFT(Optional<Integer> fftLength) implements Operation {
    public IRFFT {
      positive("irfft", fftLength);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Dft x = complex("irfft", inputs);
      int n = fftLength.orElse(2 * (x.real().dim(-1) - 1));
      return List.of(inverse(x, n));
    }
  }

  /** The real sequence of length n with these first entries of its transform. */
  static Value inverse(Dft given, int n) {
    int bins = n / 2 + 1;
    Value re = sized(given.real(), bins);
    Value im = sized(given.imaginaryPart(), bins);
    int last = (n + 1) / 2;
    int axis = re.rank() - 1;
    // x[n - k] is x[k]'s conjugate; of the conjugates, the real part of the transform is wanted.
    Value all = Value.concat(axis, List.of(re, re.slice(-1, 1, last).reverse(axis)));
    Value other = im.slice(-1, 1, last);
    Value conjugate = Value.concat(axis, List.of(im.negate(), other.reverse(axis)));
    return Dft.of(all, conjugate).transform().real().div(n);
  }

  static Dft half(Dft x, int n) {
    int bins = n / 2 + 1;
    return Dft.of(x.real().slice(-1, 0, bins), x.imaginaryPart().slice(-1, 0, bins));
  }

  /** The last axis cut or padded with zeros. */
  static Value sized(Value x, int n) {
    int has = x.dim(-1);
    if (has >= n) {
      return x.slice(-1, 0, n);
    }
    int[] after = new int[x.rank()];
    after[x.rank() - 1] = n - has;
    return x.pad(new int[x.rank()], after, 0);
  }

  private static Dft both(Dft x) {
    minRank("fft2", x.real(), 2);
    return turned(turned(x.transform()).transform());
  }

  private static Dft turned(Dft x) {
    return Dft.of(x.real().swapAxes(-1, -2), x.imaginaryPart().swapAxes(-1, -2));
  }

  static List<Value> pair(Dft x) {
    return List.of(x.real(), x.imaginaryPart());
  }

  static Dft complex(String op, List<Value> inputs) {
    if (inputs.size() != 2
        || !inputs.get(0).shape().equals(inputs.get(1).shape())
        || !inputs.stream().allMatch(v -> v.dtype().isFloating())) {
      throw new IllegalArgumentException(
          "%s: expected a real and an imaginary part, floats of one shape, got %s"
              .formatted(op, inputs.stream().map(Value::type).toList()));
    }
    minRank(op, inputs.get(0), 1);
    List<Value> x = Promotion.together(inputs);
    return Dft.of(x.get(0), x.get(1));
  }

  static void minRank(String op, Value x, int rank) {
    if (x.rank() < rank) {
      throw new IllegalArgumentException(
          "%s: expected at least %d axes, got %s".formatted(op, rank, x.type()));
    }
  }

  private static void positive(String op, Optional<Integer> fftLength) {
    if (fftLength.isPresent() && fftLength.get() < 1) {
      throw new IllegalArgumentException(
          "%s: fftLength must be > 0, got %d".formatted(op, fftLength.get()));
    }
  }
}
