package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Truncated normal with variance 1 / fan in, see {@link Fans} (LeCun et al.: Efficient backprop,
 * 1998).
 */
public record LecunNormal(
    Optional<Long> seed, Optional<List<Integer>> inputAxes, Optional<List<Integer>> outputAxes)
    implements Initializer {
  public LecunNormal {
    inputAxes = inputAxes.map(List::copyOf);
    outputAxes = outputAxes.map(List::copyOf);
  }

  public static LecunNormal of() {
    return new LecunNormal(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static LecunNormal of(long seed) {
    return new LecunNormal(Optional.of(seed), Optional.empty(), Optional.empty());
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return new VarianceScaling(
            seed,
            1,
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
        : new LecunNormal(seed, Optional.of(in), Optional.of(out));
  }
}
