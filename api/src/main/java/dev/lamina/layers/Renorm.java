package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.StopGradient;
import dev.lamina.initializers.Initializer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/** Batch renormalization (Ioffe 2017, arXiv:1702.03275): its averages and its correction. */
final class Renorm {
  private static final Set<String> KEYS = Set.of("rmax", "rmin", "dmax");

  private final BatchNormalization layer;
  private final Scope scope;
  private final Value movingDeviation;
  private final Value mean;
  private final Value deviation;

  private Renorm(
      BatchNormalization layer, Scope scope, Value movingDeviation, Value mean, Value deviation) {
    this.layer = layer;
    this.scope = scope;
    this.movingDeviation = movingDeviation;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** What makes (x r + d) of a normalized x. */
  record Correction(Value r, Value d) {}

  static void check(Map<String, Double> clipping) {
    Check.that(
        KEYS.containsAll(clipping.keySet()),
        "BatchNormalization: renormClipping may hold rmax, rmin and dmax, got %s",
        clipping.keySet());
    double least = clipping.getOrDefault("rmin", Double.NEGATIVE_INFINITY);
    double most = clipping.getOrDefault("rmax", Double.POSITIVE_INFINITY);
    Check.that(
        least <= most,
        "BatchNormalization: renormClipping: rmax must be >= rmin, got %s and %s",
        most,
        least);
    Check.notNegative(
        "BatchNormalization", "renormClipping: dmax", clipping.getOrDefault("dmax", 0.0));
  }

  /** The further weights, in Keras' order. */
  static Renorm of(BatchNormalization layer, Scope scope, Shape shape) {
    var deviation = new SquareRoot(layer.movingVarianceInitializer());
    return new Renorm(
        layer,
        scope,
        scope.state("moving_stddev", shape, deviation),
        scope.state("renorm_mean", shape, layer.movingMeanInitializer()),
        scope.state("renorm_stddev", shape, deviation));
  }

  /** A training step with a batch of this mean and variance: updates the averages. */
  Correction train(Value batchMean, Value batchVariance, Value movingVariance) {
    Value batchDeviation = batchVariance.plus(layer.epsilon()).sqrt();
    // No division by zero early in training.
    Value divisor = deviation.max(Math.sqrt(layer.epsilon()));
    Value r = constant(batchDeviation.div(divisor));
    Value d = constant(batchMean.minus(mean).div(divisor));
    double slow = layer.renormMomentum();
    scope.update(mean, average(mean, batchMean, slow));
    scope.update(deviation, average(deviation, batchDeviation, slow));
    Value moving = average(movingDeviation, batchDeviation, layer.momentum());
    scope.update(movingDeviation, moving);
    scope.update(movingVariance, moving.square().minus(layer.epsilon()).relu());
    return new Correction(
        clip(r, bound("rmin", Double.NEGATIVE_INFINITY), bound("rmax", Double.POSITIVE_INFINITY)),
        clip(d, -bound("dmax", Double.POSITIVE_INFINITY), bound("dmax", Double.POSITIVE_INFINITY)));
  }

  private double bound(String key, double none) {
    return layer.renormClipping().orElseThrow().getOrDefault(key, none);
  }

  private static Value clip(Value v, double least, double most) {
    Value above = least == Double.NEGATIVE_INFINITY ? v : v.max(least);
    return most == Double.POSITIVE_INFINITY ? above : above.min(most);
  }

  private static Value constant(Value v) {
    return Value.of(new StopGradient(), v);
  }

  private static Value average(Value old, Value now, double momentum) {
    return old.times(momentum).plus(now.times(1 - momentum));
  }

  /** The root of what another initializer gives. */
  private record SquareRoot(Initializer variance) implements Initializer {
    @Override
    public Tensor init(Shape shape, DType dtype, long key) {
      Tensor t = variance.init(shape, DType.FLOAT32, key);
      float[] out = t.toFloats();
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) Math.sqrt(out[i]);
      }
      return Tensor.wrap(out, shape).cast(dtype);
    }
  }
}
