package dev.lamina.layers.image;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.TopK;
import dev.lamina.graph.op.Unary;
import dev.lamina.layers.Noise;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Random values of augmentations, from the counters of the graph: the same on every engine. */
final class Draw {
  private Draw() {}

  /** One for each image, [batch, 1, 1, 1], of the images' dtype. */
  static Value each(Scope scope, Value images, List<Double> range) {
    return uniform(scope, Shape.of(images.dim(0), 1, 1, 1), images.dtype(), range);
  }

  static Value uniform(Scope scope, Shape shape, DType dtype, List<Double> range) {
    double lo = range.get(0);
    double hi = range.get(1);
    return lo == hi
        ? Value.full(new TensorType(dtype, shape), lo)
        : scope.random(shape).times(hi - lo).plus(lo).cast(dtype);
  }

  /** For each image, whether it is changed: with a probability drawn from the range. */
  static Value applies(Scope scope, Value images, List<Double> probability) {
    Value threshold = scope.random(Shape.of(images.dim(0), 1, 1, 1));
    return threshold.lt(uniform(scope, threshold.shape(), DType.FLOAT32, probability));
  }

  /** 1 or -1 with equal probability. */
  static Value sign(Scope scope, Shape shape, DType dtype) {
    Value u = scope.random(shape);
    Value one = Value.scalar(dtype, 1);
    return u.gt(0.5).select(one.negate(), one);
  }

  /** A random order of so many things, int32. */
  static Value permutation(Scope scope, int n) {
    return Node.of(new TopK(n), List.of(scope.random(Shape.of(n)))).result(1);
  }

  /**
   * Values in [0, 1] of the symmetric beta distribution: ½ (1 + S / √(1 + 1 / c)) with a random
   * sign S and c = (U^(-1/α) - 1) cos² 2πV (Devroye 1996).
   *
   * @param alpha > 0, a scalar of float32
   */
  static Value beta(Scope scope, Shape shape, Value alpha) {
    // 1 - u is in (0, 1].
    Value power = scope.random(shape).rsub(1).log().div(alpha).negate();
    // exp overflows to infinity, for which the result is still right.
    Value grown = power.exp().minus(1);
    Value wave = scope.random(shape).times(2 * Math.PI).unary(Unary.Kind.COS).square();
    Value c = grown.times(wave);
    Value side = c.rdiv(1).plus(1).rsqrt();
    return sign(scope, shape, DType.FLOAT32).times(side).plus(1).times(0.5);
  }

  /** {@code n} numbers ≥ 0 of sum 1, of the symmetric Dirichlet distribution. */
  static Value dirichlet(Scope scope, int n, double alpha) {
    Value gamma = gamma(scope, Shape.of(n), alpha);
    return gamma.div(gamma.sum());
  }

  /**
   * Gamma values by rejection (Marsaglia, Tsang 2000), for alpha + 1 and then multiplied by
   * U^(1/α). Eight tries at once: the first one that is accepted, which each is in 95 of 100 cases.
   */
  private static Value gamma(Scope scope, Shape shape, double alpha) {
    double d = alpha + 1 - 1.0 / 3;
    Value out = Value.full(new TensorType(DType.FLOAT32, shape), d);
    for (int i = 0; i < 8; i++) {
      Value x = Noise.normal(scope, shape, DType.FLOAT32);
      Value root = x.times(1 / Math.sqrt(9 * d)).plus(1);
      Value v = root.square().times(root);
      Value safe = v.max(1e-30);
      Value bound = x.square().times(0.5).plus(safe.rsub(1).plus(safe.log()).times(d));
      Value accepted = v.gt(0).and(scope.random(shape).rsub(1).log().lt(bound));
      out = accepted.select(v.times(d), out);
    }
    Value boost = scope.random(shape).rsub(1).log().div(alpha).exp();
    return out.times(boost).max(1e-30);
  }
}
