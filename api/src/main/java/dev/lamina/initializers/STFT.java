package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The kernel of a short-time Fourier transform: w(t) cos(-2π t f / n) or sin of it, divided by √Σw²
 * ({@code DENSITY}) or Σ|w| ({@code SPECTRUM}). Shape [frame, channels, bins], n = 2 (bins - 1).
 *
 * @param side the real part (cosine) or the imaginary part (sine)
 * @param window of the frame; empty: none
 * @param periodic the window is cut from one that is one sample longer
 * @param scaling empty: none
 */
@RecordBuilder
public record STFT(
    Side side, Optional<SignalWindow> window, boolean periodic, Optional<Scaling> scaling)
    implements Initializer, STFTBuilder.With {
  /** Which part of the transform. */
  public enum Side {
    REAL,
    IMAG
  }

  /** What the kernel is divided by. */
  public enum Scaling {
    DENSITY,
    SPECTRUM
  }

  public static STFT of(Side side) {
    return new STFT(side, Optional.of(WindowName.HANN), false, Optional.of(Scaling.DENSITY));
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    if (shape.rank() != 3) {
      throw new IllegalArgumentException(
          "STFT: expected a shape [frame, channels, bins], got " + shape);
    }
    int frame = shape.dim(0);
    int channels = shape.dim(1);
    int bins = shape.dim(2);
    double[] w = window.map(name -> name.values(frame, periodic)).orElseGet(() -> ones(frame));
    double scale = window.isPresent() ? scale(w) : 1;
    double[] out = new double[shape.intSize()];
    for (int t = 0; t < frame; t++) {
      for (int f = 0; f < bins; f++) {
        double angle = -2 * Math.PI * t * ((double) f / (2 * (bins - 1)));
        double v = side == Side.REAL ? StrictMath.cos(angle) : StrictMath.sin(angle);
        for (int c = 0; c < channels; c++) {
          out[(t * channels + c) * bins + f] = v * w[t] / scale;
        }
      }
    }
    return Tensor.wrap(out, shape).cast(dtype);
  }

  private static double[] ones(int n) {
    double[] out = new double[n];
    java.util.Arrays.fill(out, 1);
    return out;
  }

  private double scale(double[] w) {
    double sum = 0;
    for (double v : w) {
      sum += scaling.filter(s -> s == Scaling.DENSITY).isPresent() ? v * v : Math.abs(v);
    }
    if (scaling.isEmpty()) {
      return 1;
    }
    return scaling.get() == Scaling.DENSITY ? Math.sqrt(sum) : sum;
  }
}
