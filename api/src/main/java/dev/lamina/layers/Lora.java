package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.HeUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.tensor.Shape;
import java.util.Optional;

/**
 * Low-rank adaptation (arXiv:2106.09685): a weight w: [a…, b] is kept from training and computed
 * with as w + alpha / rank · A B, where A: [a…, rank] and B: [rank, b] are trained. B starts as
 * zeros. Without {@code loraAlpha} alpha is the rank.
 */
final class Lora {
  private Lora() {}

  static void check(String layer, Optional<Integer> rank, Optional<Constraint> constraint) {
    rank.ifPresent(r -> Check.positive(layer, "loraRank", r));
    Check.that(
        rank.isEmpty() || constraint.isEmpty(),
        "%s: loraRank cannot be combined with a constraint of the adapted weight; remove one",
        layer);
  }

  /** The weight itself; it is not trained if there is a rank. */
  static Value weight(Scope scope, WeightSpec spec, Optional<Integer> rank) {
    return (rank.isPresent() ? scope.frozen() : scope).weight(spec);
  }

  /**
   * The weight {@code w} of {@code spec} with its adaptation; asked for after all other weights.
   */
  static Value adapt(
      Scope scope, WeightSpec spec, Value w, Optional<Integer> rank, Optional<Double> alpha) {
    if (rank.isEmpty()) {
      return w;
    }
    int r = rank.get();
    String name = "lora_" + spec.name();
    Shape left = spec.shape().with(-1, r);
    Shape right = Shape.of(r, spec.shape().dim(-1));
    Value a = scope.weight(part(name + "_a", left, HeUniform.of(), spec));
    Value b = scope.weight(part(name + "_b", right, Zeros.of(), spec));
    Value delta = a.matmul(b);
    double scale = alpha.orElse((double) r) / r;
    return w.plus(scale == 1 ? delta : delta.times(scale));
  }

  private static WeightSpec part(String name, Shape shape, Initializer start, WeightSpec of) {
    return WeightSpec.param(name, shape, start).regularized(of.regularizer());
  }
}
