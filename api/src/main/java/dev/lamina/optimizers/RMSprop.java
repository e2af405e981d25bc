package dev.lamina.optimizers;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.RmsPropUpdate;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * RMSprop (Hinton, Coursera lecture 6e): v' = rho v + (1 - rho) g²; w - lr g / √(v' + epsilon). If
 * {@code centered}, v' is less the square of the running mean gradient; with momentum m' = momentum
 * m + step and w - m'.
 */
@RecordBuilder
public record RMSprop(
    LearningRate learningRate,
    OptimizerOptions options,
    double rho,
    double momentum,
    double epsilon,
    boolean centered)
    implements Optimizer, RMSpropBuilder.With {
  public RMSprop {
    Argument.decayRate("RMSprop", "rho", rho);
    Argument.decayRate("RMSprop", "momentum", momentum);
    Argument.notNegative("RMSprop", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static RMSprop of() {
    return of(0.001);
  }

  public static RMSprop of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static RMSprop of(LearningRate learningRate) {
    return new RMSprop(learningRate, OptimizerOptions.none(), 0.9, 0, 1e-7, false);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value lr = slots.learningRate();
    Value v = slots.get("velocity");
    if (momentum == 0 && !centered) {
      List<Value> r =
          Node.of(new RmsPropUpdate(rho, epsilon), List.of(weight, v, gradient, lr)).results();
      slots.set("velocity", r.get(1));
      return r.get(0);
    }
    Value velocity = average(v, gradient.square());
    slots.set("velocity", velocity);
    Value denominator = velocity;
    if (centered) {
      Value mean = average(slots.get("average_gradient"), gradient);
      slots.set("average_gradient", mean);
      denominator = denominator.minus(mean.square());
    }
    Value increment = gradient.times(lr).div(denominator.plus(epsilon).sqrt());
    if (momentum > 0) {
      increment = slots.get("momentum").times(momentum).plus(increment);
      slots.set("momentum", increment);
    }
    return weight.minus(increment);
  }

  private Value average(Value old, Value next) {
    return old.times(rho).plus(next.times(1 - rho));
  }

  @Override
  public List<List<String>> slotGroups() {
    var groups = new ArrayList<List<String>>();
    groups.add(List.of("velocity"));
    if (momentum > 0) {
      groups.add(List.of("momentum"));
    }
    if (centered) {
      groups.add(List.of("average_gradient"));
    }
    return groups;
  }
}
