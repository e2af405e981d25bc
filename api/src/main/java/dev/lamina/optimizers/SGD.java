package dev.lamina.optimizers;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.SgdUpdate;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Gradient descent: w - lr g; with momentum v' = momentum v - lr g and w + v', or, if {@code
 * nesterov}, w + momentum v' - lr g (Sutskever et al. 2013).
 */
@RecordBuilder
public record SGD(
    LearningRate learningRate, OptimizerOptions options, double momentum, boolean nesterov)
    implements Optimizer, SGDBuilder.With {
  public SGD {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException("SGD: momentum must be in [0, 1], got " + momentum);
    }
  }

  /** Keras' default learning rate, 0.01. */
  public static SGD of() {
    return of(0.01);
  }

  public static SGD of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static SGD of(LearningRate learningRate) {
    return new SGD(learningRate, OptimizerOptions.none(), 0, false);
  }

  public static SGD of(double learningRate, double momentum) {
    return of(learningRate).withMomentum(momentum);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    if (momentum == 0) {
      return weight.minus(gradient.times(slots.learningRate()));
    }
    List<Value> r =
        Node.of(
                new SgdUpdate(momentum, nesterov),
                List.of(weight, slots.get("momentum"), gradient, slots.learningRate()))
            .results();
    slots.set("momentum", r.get(1));
    return r.get(0);
  }
}
