package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * {@link Adam} with Nesterov's momentum (Dozat 2016), whose weight u grows: u_t = beta1 (1 - 0.96ᵗ
 * / 2) and U_t = u_1 … u_t; w - lr (u_{t+1} m / (1 - U_{t+1}) + (1 - u_t) g / (1 - U_t)) / (√(v /
 * (1 - beta2ᵗ)) + epsilon).
 */
@RecordBuilder
public record Nadam(
    LearningRate learningRate, OptimizerOptions options, double beta1, double beta2, double epsilon)
    implements Optimizer, NadamBuilder.With {
  public Nadam {
    Argument.decayRate("Nadam", "beta1", beta1);
    Argument.decayRate("Nadam", "beta2", beta2);
    Argument.notNegative("Nadam", "epsilon", epsilon);
  }

  /** Keras' default learning rate, 0.001. */
  public static Nadam of() {
    return of(0.001);
  }

  public static Nadam of(double learningRate) {
    return of(LearningRate.of(learningRate));
  }

  public static Nadam of(LearningRate learningRate) {
    return new Nadam(learningRate, OptimizerOptions.none(), 0.9, 0.999, 1e-7);
  }

  @Override
  public Value update(Slots slots, Value weight, Value gradient) {
    Value now = share(slots.step());
    Value next = share(slots.step().plus(1));
    OptimizerVariable product =
        new OptimizerVariable(
            slots.prefix() + "/u_product",
            "variable",
            new TensorType(DType.FLOAT32, Shape.scalar()),
            new OptimizerVariable.Filled(1));
    Value u = slots.get(product).times(now);
    slots.set(product, u);
    Value m = slots.get("momentum");
    Value v = slots.get("velocity");
    Value momentum = m.plus(gradient.minus(m).times(1 - beta1));
    Value velocity = v.plus(gradient.square().minus(v).times(1 - beta2));
    slots.set("momentum", momentum);
    slots.set("velocity", velocity);
    Value ahead = momentum.times(next).div(u.times(next).rsub(1));
    Value own = gradient.times(now.rsub(1)).div(u.rsub(1));
    Value size = velocity.div(AdamRule.power(beta2, slots).rsub(1)).sqrt().plus(epsilon);
    return weight.minus(ahead.plus(own).times(slots.learningRate()).div(size));
  }

  private Value share(Value step) {
    Value decay = Value.scalar(step.dtype(), 0.96).pow(step);
    return decay.times(0.5).rsub(1).times(beta1);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of("momentum", "velocity"));
  }
}
