package dev.lamina.layers;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one step of a recurrent layer over time, with Keras' rules for masked steps. */
final class Recurrence {
  private Recurrence() {}

  /** Output and new states of one step from its entries, the states and what every step sees. */
  interface Step {
    Stepped step(List<Value> entries, List<Value> states, List<Value> whole);
  }

  record Stepped(Value output, List<Value> states) {}

  /**
   * What a run gives.
   *
   * @param all the outputs [batch, time, …], each at its step's place
   * @param last the output of the step that ran last
   * @param states the states after it
   */
  record Outcome(Value all, Value last, List<Value> states) {}

  /**
   * Masked steps keep the states and repeat the output before them, zeros at first; or give zeros
   * if {@code zeroOutput}.
   *
   * @param entries [time, batch, …]
   * @param mask [batch, time]
   * @param whole what every step sees
   */
  static Outcome run(
      Step step,
      List<Value> entries,
      Optional<Value> mask,
      List<Value> states,
      List<Value> whole,
      boolean reverse,
      boolean zeroOutput) {
    var perStep = new ArrayList<Value>(entries);
    mask.ifPresent(m -> perStep.add(m.expandDims(-1).transpose(1, 0, 2)));
    List<Value> stateIn = inputs("state", states, false);
    List<Value> entryIn = inputs("entry", perStep, true);
    List<Value> wholeIn = inputs("whole", whole, false);
    int n = entries.size();
    Stepped stepped = step.step(entryIn.subList(0, n), stateIn, wholeIn);

    var bodyIn = new ArrayList<Value>(stateIn);
    var bodyOut = new ArrayList<Value>();
    var initial = new ArrayList<Value>(states);
    // The output travels along: masked steps repeat it, and the last one needs no slice of all.
    Value zeros = Value.zeros(stepped.output().type());
    Value before = Value.input("output", stepped.output().type());
    Value output = stepped.output();
    for (int i = 0; i < stateIn.size(); i++) {
      Value state = stepped.states().get(i);
      bodyOut.add(mask.isPresent() ? entryIn.get(n).select(state, stateIn.get(i)) : state);
    }
    if (mask.isPresent()) {
      output = entryIn.get(n).select(output, zeroOutput ? zeros : before);
    }
    bodyIn.add(before);
    bodyOut.add(output);
    bodyOut.add(output);
    initial.add(zeros);
    bodyIn.addAll(entryIn);
    bodyIn.addAll(wholeIn);
    int length = entries.get(0).dim(0);
    List<Value> out =
        Scan.apply(Graph.of(bodyIn, bodyOut), initial, perStep, whole, length, reverse);
    Value all = out.get(states.size() + 1).swapAxes(0, 1);
    return new Outcome(all, out.get(states.size()), out.subList(0, states.size()));
  }

  private static List<Value> inputs(String name, List<Value> values, boolean scanned) {
    return values.stream()
        .map(
            v ->
                Value.input(
                    name,
                    scanned ? new TensorType(v.dtype(), v.shape().range(1, v.rank())) : v.type()))
        .toList();
  }
}
