package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Follow the regularized leader (McMahan et al. 2013), with shrinkage as in Keras.
 *
 * @param learningRatePower <= 0: how the rate falls with the accumulated squares
 */
@RecordBuilder
public record Ftrl(
    LearningRate learningRate,
    OptimizerOptions options,
    double learningRatePower,
    double initialAccumulatorValue,
    double l1RegularizationStrength,
    double l2RegularizationStrength,
    double l2ShrinkageRegularizationStrength,
    double beta)
    implements Optimizer, FtrlBuilder.With {
  public Ftrl {
    Argument.notNegative("Ftrl", "-learningRatePower", -learningRatePower);
    Argument.notNegative("Ftrl", "initialAccumulatorValue", initialAccumulatorValue);
    Argument.notNegative("Ftrl", "l1RegularizationStrength", l1RegularizationStrength);
    Argument.notNegative("Ftrl", "l2RegularizationStrength", l2RegularizationStrength);
    Argument.notNegative(
        "Ftrl", "l2ShrinkageRegularizationStrength", l2ShrinkageRegularizationStrength);
  }

  /** Keras' default learning rate, 0.001. */
  public static Ftrl of() {
    return of(0.001);
  }

  public static Ftrl of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Ftrl of(LearningRate learningRate) {
    return new Ftrl(learningRate, OptimizerOptions.none(), -0.5, 0.1, 0, 0, 0, 0);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value lr = slots.learningRate();
    Value before = slots.get("accumulator", initialAccumulatorValue);
    Value after = before.plus(gradient.square());
    Value shrunk = gradient.plus(weight.times(2 * l2ShrinkageRegularizationStrength));
    Value root = after.pow(-learningRatePower);
    Value slope = root.minus(before.pow(-learningRatePower)).div(lr);
    Value linear = slots.get("linear").plus(shrunk.minus(slope.times(weight)));
    slots.set("accumulator", after);
    slots.set("linear", linear);
    Value l2 = lr.times(2).rdiv(beta).plus(l2RegularizationStrength);
    Value quadratic = root.div(lr).plus(l2.times(2));
    Value clipped = linear.clip(-l1RegularizationStrength, l1RegularizationStrength);
    return clipped.minus(linear).div(quadratic);
  }
}
