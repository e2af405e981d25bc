package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Uniform with variance 2 / (fan in + fan out), see {@link Fans} (Glorot, Bengio: Understanding the
 * difficulty of training deep feedforward neural networks, 2010).
 */
public record GlorotUniform(
    Optional<Long> seed, Optional<List<Integer>> inputAxes, Optional<List<Integer>> outputAxes)
    implements Initializer {
  public GlorotUniform {
    inputAxes = inputAxes.map(List::copyOf);
    outputAxes = outputAxes.map(List::copyOf);
  }

  public static GlorotUniform of() {
    return new GlorotUniform(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static GlorotUniform of(long seed) {
    return new GlorotUniform(Optional.of(seed), Optional.empty(), Optional.empty());
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return new VarianceScaling(
            seed,
            1,
            VarianceScaling.Mode.FAN_AVG,
            VarianceScaling.Distribution.UNIFORM,
            inputAxes,
            outputAxes)
        .init(shape, dtype, key);
  }

  @Override
  public Initializer forAxes(List<Integer> in, List<Integer> out) {
    return inputAxes.isPresent() && outputAxes.isPresent()
        ? this
        : new GlorotUniform(seed, Optional.of(in), Optional.of(out));
  }
}
