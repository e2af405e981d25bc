package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.initializers.SignalWindow;
import dev.lamina.initializers.WindowName;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Parts of a signal that overlap, and short-time Fourier transforms of them. */
public final class Frames {
  private Frames() {}

  /**
   * Every {@code sequenceStride} samples of the last axis a sequence of {@code sequenceLength};
   * what is left at the end is dropped. [..., time] -> [..., sequences, sequenceLength].
   */
  public record ExtractSequences(int sequenceLength, int sequenceStride)
      implements Operation.OfOne {
    public ExtractSequences {
      positive("extract_sequences", sequenceLength, sequenceStride);
    }

    @Override
    public Value write(Value x) {
      Fourier.minRank("extract_sequences", x, 1);
      return frames(x, sequenceLength, sequenceStride, x.dim(-1), i -> i);
    }
  }

  /**
   * The {@link Fourier.RFFT} of every sequence, times a window.
   *
   * <p>x: [..., time] -> real and imaginary part: [..., sequences, fftLength / 2 + 1].
   *
   * @param sequenceLength of the window, which stands in the middle of {@code fftLength} samples
   * @param window hann or hamming, periodic, or its values; empty: none
   * @param center whether x is reflected at its ends, so that sequence t is about sample t
   *     sequenceStride
   */
  public record STFT(
      int sequenceLength,
      int sequenceStride,
      int fftLength,
      Optional<SignalWindow> window,
      boolean center)
      implements Operation {
    public STFT {
      check("stft", sequenceLength, sequenceStride, fftLength, window);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = Promotion.floating(inputs.get(0));
      Fourier.minRank("stft", x, 1);
      int time = x.dim(-1);
      int reach = center ? fftLength / 2 : 0;
      if (time <= reach || time + 2 * reach < fftLength) {
        throw new IllegalArgumentException(
            "stft: expected more than %d samples for fftLength %d, got %s"
                .formatted(center ? reach : fftLength - 1, fftLength, x.type()));
      }
      Value frames =
          frames(x, fftLength, sequenceStride, time + 2 * reach, i -> reflected(i - reach, time));
      if (window.isPresent()) {
        double[] w = centered(window.get(), sequenceLength, fftLength);
        frames = frames.times(constant(w, x.dtype()));
      }
      return Fourier.pair(Fourier.half(new Dft(frames, Optional.empty()).transform(), fftLength));
    }
  }

  /**
   * The signal whose {@link STFT} this is: the sequences, each times a window that makes up for the
   * first one and for overlaps, added up where they overlap.
   *
   * <p>Two of [..., sequences, fftLength / 2 + 1] -> [..., time].
   *
   * @param length of the result; empty: as much as the sequences cover
   */
  public record ISTFT(
      int sequenceLength,
      int sequenceStride,
      int fftLength,
      Optional<Integer> length,
      Optional<SignalWindow> window,
      boolean center)
      implements Operation {
    public ISTFT {
      check("istft", sequenceLength, sequenceStride, fftLength, window);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Dft x = Fourier.complex("istft", inputs);
      Fourier.minRank("istft", x.real(), 2);
      Value frames = Fourier.inverse(x, fftLength);
      if (window.isPresent()) {
        double[] w = centered(window.get(), sequenceLength, fftLength);
        frames = frames.times(constant(dual(w, sequenceStride), frames.dtype()));
      }
      Value all = added(frames, sequenceStride);
      int start = center ? fftLength / 2 : 0;
      int covered = all.dim(-1);
      int end = length.map(n -> start + n).orElse(covered - start);
      return List.of(
          all.slice(-1, Math.min(start, covered), Math.min(Math.max(start, end), covered)));
    }
  }

  /** Sequences of samples; {@code source}: which of x's samples stands for a sample. */
  private static Value frames(Value x, int size, int stride, int time, IntUnaryOperator source) {
    int n = Math.max(0, (time - size) / stride + 1);
    int[] at = new int[Tables.size("sequences of " + x.type(), n, size)];
    for (int f = 0; f < n; f++) {
      for (int i = 0; i < size; i++) {
        at[f * size + i] = source.applyAsInt(f * stride + i);
      }
    }
    Shape shape = x.shape().range(0, x.rank() - 1).concat(Shape.of(n, size));
    return x.gather(x.rank() - 1, Value.constant(Tensor.of(at, at.length))).reshape(shape);
  }

  private static int reflected(int i, int n) {
    return i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i;
  }

  /** The window in the middle of zeros. */
  private static double[] centered(SignalWindow name, int n, int size) {
    double[] out = new double[Tables.size("window", size, 1)];
    System.arraycopy(name.values(n, true), 0, out, (size - n) / 2, n);
    return out;
  }

  /** w / Σw² over all sequences that overlap at a sample. */
  private static double[] dual(double[] w, int stride) {
    double[] sums = new double[stride];
    for (int i = 0; i < w.length; i++) {
      sums[i % stride] += w[i] * w[i];
    }
    double[] out = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      out[i] = w[i] / sums[i % stride];
    }
    return out;
  }

  /** [..., sequences, size] -> [..., (sequences - 1) stride + size]. */
  private static Value added(Value frames, int stride) {
    int rank = frames.rank();
    int n = frames.dim(-2);
    int size = frames.dim(-1);
    int parts = (size + stride - 1) / stride;
    Shape batch = frames.shape().range(0, rank - 2);
    Value apart =
        Fourier.sized(frames, parts * stride).reshape(batch.concat(Shape.of(n, parts, stride)));
    Value sum = Value.zeros(frames.type().withShape(batch.concat(Shape.of(n + parts - 1, stride))));
    for (int p = 0; p < parts; p++) {
      int[] before = new int[rank];
      int[] after = new int[rank];
      before[rank - 2] = p;
      after[rank - 2] = parts - 1 - p;
      sum = sum.plus(apart.slice(-2, p, p + 1).squeeze(-2).pad(before, after, 0));
    }
    Value flat = sum.reshape(batch.concat(Shape.of((n + parts - 1) * stride)));
    return flat.slice(-1, 0, (n - 1) * stride + size);
  }

  private static Value constant(double[] values, DType dtype) {
    return Value.constant(Tensor.wrap(values, Shape.of(values.length)).cast(dtype));
  }

  private static void positive(String op, int length, int stride) {
    if (length < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "%s: sequenceLength and sequenceStride must be > 0, got %d and %d"
              .formatted(op, length, stride));
    }
  }

  private static void check(
      String op, int length, int stride, int fftLength, Optional<SignalWindow> window) {
    positive(op, length, stride);
    if (fftLength < length) {
      throw new IllegalArgumentException(
          "%s: fftLength must be at least sequenceLength %d, got %d"
              .formatted(op, length, fftLength));
    }
    if (window.isPresent() && window.get() instanceof WindowName name) {
      if (name != WindowName.HANN && name != WindowName.HAMMING) {
        throw new IllegalArgumentException(
            "%s: window must be hann, hamming or its values, got %s".formatted(op, name));
      }
    } else if (window.isPresent()) {
      window.get().values(length, true);
    }
  }
}
