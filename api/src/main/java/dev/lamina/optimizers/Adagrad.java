package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Adagrad (Duchi et al. 2011): a' = a + g²; w - lr g / √(a' + epsilon). */
@RecordBuilder
public record Adagrad(
    LearningRate learningRate,
    OptimizerOptions options,
    double initialAccumulatorValue,
    double epsilon)
    implements Optimizer, AdagradBuilder.With {
  public Adagrad {
    Argument.notNegative("Adagrad", "initialAccumulatorValue", initialAccumulatorValue);
    Argument.notNegative("Adagrad", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static Adagrad of() {
    return of(0.001);
  }

  public static Adagrad of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Adagrad of(LearningRate learningRate) {
    return new Adagrad(learningRate, OptimizerOptions.none(), 0.1, 1e-7);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value sum = slots.get("accumulator", initialAccumulatorValue).plus(gradient.square());
    slots.set("accumulator", sum);
    return weight.minus(gradient.times(slots.learningRate()).div(sum.plus(epsilon).sqrt()));
  }
}
