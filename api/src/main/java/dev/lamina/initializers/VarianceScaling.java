package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Zero mean and variance {@code scale / n}, where n is the number of inputs, of outputs, or their
 * average, see {@link Fans} (He et al. 2015, arXiv:1502.01852; Glorot, Bengio 2010).
 *
 * @param inputAxes with {@code outputAxes}: which axes hold inputs, where Keras' rule does not fit
 */
public record VarianceScaling(
    Optional<Long> seed,
    double scale,
    Mode mode,
    Distribution distribution,
    Optional<List<Integer>> inputAxes,
    Optional<List<Integer>> outputAxes)
    implements Initializer {
  /** What the variance is divided by. */
  public enum Mode {
    FAN_IN,
    FAN_OUT,
    FAN_AVG;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is drawn from. */
  public enum Distribution {
    UNIFORM,
    TRUNCATED_NORMAL,
    UNTRUNCATED_NORMAL;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Standard deviation of a standard normal truncated at two. */
  private static final double TRUNCATED_STDDEV = 0.8796256610342398;

  public VarianceScaling {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("VarianceScaling: scale must be > 0, got " + scale);
    }
    inputAxes = inputAxes.map(List::copyOf);
    outputAxes = outputAxes.map(List::copyOf);
  }

  public static VarianceScaling of(double scale, Mode mode, Distribution distribution) {
    return new VarianceScaling(
        Optional.empty(), scale, mode, distribution, Optional.empty(), Optional.empty());
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    Fans fans = Fans.of(shape, inputAxes, outputAxes);
    double n =
        switch (mode) {
          case FAN_IN -> fans.in();
          case FAN_OUT -> fans.out();
          case FAN_AVG -> (fans.in() + fans.out()) / 2.0;
        };
    double variance = scale / Math.max(1, n);
    long k = Draws.key(seed, key);
    return switch (distribution) {
      case UNIFORM -> {
        double limit = Math.sqrt(3 * variance);
        yield Draws.uniform(shape, dtype, k, -limit, limit);
      }
      case TRUNCATED_NORMAL ->
          Draws.truncated(shape, dtype, k, 0, Math.sqrt(variance) / TRUNCATED_STDDEV);
      case UNTRUNCATED_NORMAL -> Draws.normal(shape, dtype, k, 0, Math.sqrt(variance));
    };
  }

  @Override
  public Initializer forAxes(List<Integer> in, List<Integer> out) {
    return inputAxes.isPresent() && outputAxes.isPresent()
        ? this
        : new VarianceScaling(seed, scale, mode, distribution, Optional.of(in), Optional.of(out));
  }
}
