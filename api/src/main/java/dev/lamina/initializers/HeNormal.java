package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Truncated normal with variance 2 / fan in, see {@link Fans} (He et al. 2015, arXiv:1502.01852).
 */
public record HeNormal(
    Optional<Long> seed, Optional<List<Integer>> inputAxes, Optional<List<Integer>> outputAxes)
    implements Initializer {
  public HeNormal {
    inputAxes = inputAxes.map(List::copyOf);
    outputAxes = outputAxes.map(List::copyOf);
  }

  public static HeNormal of() {
    return new HeNormal(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static HeNormal of(long seed) {
    return new HeNormal(Optional.of(seed), Optional.empty(), Optional.empty());
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return new VarianceScaling(
            seed,
            2,
            VarianceScaling.Mode.FAN_IN,
            VarianceScaling.Distribution.TRUNCATED_NORMAL,
            inputAxes,
            outputAxes)
        .init(shape, dtype, key);
  }

  @Override
  public Initializer forAxes(List<Integer> in, List<Integer> out) {
    return inputAxes.isPresent() && outputAxes.isPresent()
        ? this
        : new HeNormal(seed, Optional.of(in), Optional.of(out));
  }
}
