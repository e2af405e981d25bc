package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Adafactor (arXiv:1804.04235): of matrices only the row and column means of the squared gradients
 * are kept. The step is relative to the weight: α = max(epsilon2, rms(w)) min(lr, 1/√t); w - α u /
 * max(1, rms(u) / clipThreshold) with u = g / √v.
 *
 * @param beta2Decay the averages' decay rate is 1 - t^beta2Decay
 * @param epsilon1 added to squared gradients
 * @param epsilon2 least size of a weight
 * @param clipThreshold largest root mean square of an update
 * @param relativeStep the rate is at most 1/√t; a schedule is taken as it is
 */
@RecordBuilder
public record Adafactor(
    LearningRate learningRate,
    OptimizerOptions options,
    double beta2Decay,
    double epsilon1,
    double epsilon2,
    double clipThreshold,
    boolean relativeStep)
    implements Optimizer, AdafactorBuilder.With {
  public Adafactor {
    Argument.notNegative("Adafactor", "epsilon1", epsilon1);
    Argument.notNegative("Adafactor", "epsilon2", epsilon2);
    Argument.notNegative("Adafactor", "clipThreshold", clipThreshold);
  }

  /** Keras' default learning rate, 0.001. */
  public static Adafactor of() {
    return of(0.001);
  }

  public static Adafactor of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Adafactor of(LearningRate learningRate) {
    return new Adafactor(learningRate, OptimizerOptions.none(), -0.8, 1e-30, 1e-3, 1, true);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value limit = slots.step().rsqrt();
    Value alpha = rms(weight).max(epsilon2).times(slots.learningRate().min(limit));
    Value squares = gradient.square().plus(epsilon1);
    Value decay = slots.step().pow(beta2Decay).rsub(1);
    String name = slots.path().substring(slots.path().lastIndexOf('/') + 1);
    Value v;
    if (weight.rank() >= 2) {
      Value r =
          mean(
              slots,
              factor(slots, "row", name, weight.shape().without(-1)),
              decay,
              squares.mean(-1));
      Value c =
          mean(
              slots,
              factor(slots, "column", name, weight.shape().without(-2)),
              decay,
              squares.mean(-2));
      Value share = r.div(r.reduce(Reduce.Kind.MEAN, true, -1));
      v = share.expandDims(-1).times(c.expandDims(-2));
    } else {
      // Keras makes both for vectors, too, and never uses them.
      slots.get(unused(slots, "row", name));
      slots.get(unused(slots, "column", name));
      v = slots.get("velocity").times(decay).plus(squares.times(decay.rsub(1)));
    }
    slots.set("velocity", v);
    Value u = gradient.div(v.sqrt());
    Value clipped = u.div(rms(u).div(clipThreshold).max(1));
    return weight.minus(clipped.times(alpha));
  }

  private static Value rms(Value v) {
    return v.square().mean().sqrt();
  }

  private static Value mean(Slots slots, OptimizerVariable v, Value decay, Value squares) {
    Value after = slots.get(v).times(decay).plus(squares.times(decay.rsub(1)));
    slots.set(v, after);
    return after;
  }

  private static OptimizerVariable factor(Slots slots, String key, String name, Shape shape) {
    return variable(slots, key, slots.prefix() + "/" + name, new TensorType(DType.FLOAT32, shape));
  }

  private static OptimizerVariable unused(Slots slots, String key, String name) {
    return variable(slots, key, name, new TensorType(DType.INT32, Shape.scalar()));
  }

  private static OptimizerVariable variable(Slots slots, String key, String path, TensorType type) {
    return new OptimizerVariable(
        slots.prefix() + "/" + slots.path() + "#" + key,
        path,
        type,
        new OptimizerVariable.Filled(0));
  }
}
