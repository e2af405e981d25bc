package dev.lamina.optimizers;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AdamUpdate;
import java.util.List;

/** The update that Adam and AdamW share. */
record AdamRule(double beta1, double beta2, double epsilon, boolean amsgrad) {
  Value update(Slots slots, Value weight, Value gradient) {
    Value alpha =
        slots
            .learningRate()
            .times(power(beta2, slots).rsub(1).sqrt())
            .div(power(beta1, slots).rsub(1));
    Value m = slots.get("momentum");
    Value v = slots.get("velocity");
    if (!amsgrad) {
      List<Value> r =
          Node.of(new AdamUpdate(beta1, beta2, epsilon), List.of(weight, m, v, gradient, alpha))
              .results();
      slots.set("momentum", r.get(1));
      slots.set("velocity", r.get(2));
      return r.get(0);
    }
    Value momentum = m.plus(gradient.minus(m).times(1 - beta1));
    Value velocity = v.plus(gradient.square().minus(v).times(1 - beta2));
    Value largest = slots.get("velocity_hat").max(velocity);
    slots.set("momentum", momentum);
    slots.set("velocity", velocity);
    slots.set("velocity_hat", largest);
    return weight.minus(momentum.times(alpha).div(largest.sqrt().plus(epsilon)));
  }

  List<List<String>> slotGroups() {
    List<String> both = List.of("momentum", "velocity");
    return amsgrad ? List.of(both, List.of("velocity_hat")) : List.of(both);
  }

  /** beta to the power of the step's number. */
  static Value power(double beta, Slots slots) {
    return Value.scalar(slots.step().dtype(), beta).pow(slots.step());
  }
}
