package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Uniform with variance 1 / fan in, see {@link Fans} (LeCun et al.: Efficient backprop, 1998). */
public record LecunUniform(
    Optional<Long> seed, Optional<List<Integer>> inputAxes, Optional<List<Integer>> outputAxes)
    implements Initializer {
  public LecunUniform {
    inputAxes = inputAxes.map(List::copyOf);
    outputAxes = outputAxes.map(List::copyOf);
  }

  public static LecunUniform of() {
    return new LecunUniform(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static LecunUniform of(long seed) {
    return new LecunUniform(Optional.of(seed), Optional.empty(), Optional.empty());
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return new VarianceScaling(
            seed,
            1,
            VarianceScaling.Mode.FAN_IN,
            VarianceScaling.Distribution.UNIFORM,
            inputAxes,
            outputAxes)
        .init(shape, dtype, key);
  }

  @Override
  public Initializer forAxes(List<Integer> in, List<Integer> out) {
    return inputAxes.isPresent() && outputAxes.isPresent()
        ? this
        : new LecunUniform(seed, Optional.of(in), Optional.of(out));
  }
}
