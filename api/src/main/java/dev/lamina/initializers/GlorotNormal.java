package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Truncated normal with variance 2 / (fan in + fan out), see {@link Fans} (Glorot, Bengio:
 * Understanding the difficulty of training deep feedforward neural networks, 2010).
 */
public record GlorotNormal(
    Optional<Long> seed, Optional<List<Integer>> inputAxes, Optional<List<Integer>> outputAxes)
    implements Initializer {
  public GlorotNormal {
    inputAxes = inputAxes.map(List::copyOf);
    outputAxes = outputAxes.map(List::copyOf);
  }

  public static GlorotNormal of() {
    return new GlorotNormal(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static GlorotNormal of(long seed) {
    return new GlorotNormal(Optional.of(seed), Optional.empty(), Optional.empty());
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    return new VarianceScaling(
            seed,
            1,
            VarianceScaling.Mode.FAN_AVG,
            VarianceScaling.Distribution.TRUNCATED_NORMAL,
            inputAxes,
            outputAxes)
        .init(shape, dtype, key);
  }

  @Override
  public Initializer forAxes(List<Integer> in, List<Integer> out) {
    return inputAxes.isPresent() && outputAxes.isPresent()
        ? this
        : new GlorotNormal(seed, Optional.of(in), Optional.of(out));
  }
}
