package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.pass.Closure;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs a cell over time, with Keras' rules for masked steps. */
final class Recurrence {
  private Recurrence() {}

  /** One step, from its entry and the states before it. It may read any value around it. */
  interface Body {
    Cell.Step step(Value entry, List<Value> states);
  }

  /**
   * What a run gives.
   *
   * @param all the outputs [batch, time, …], each at its step's place
   * @param last the output of the step that ran last
   * @param states the states after it
   */
  record Outcome(Value all, Value last, List<Value> states) {}

  /** What masked steps give. */
  enum Masking {
    /** The output before them, zeros at first. */
    REPEAT,
    /** Zeros. */
    ZERO,
    /**
     * What Keras gives for zeros when it unrolls a backward run: it reads the mask from the front
     * for outputs that come from the end.
     */
    ZERO_BY_REVERSED_MASK;

    static Masking of(boolean zero, boolean unrolledBackwards) {
      return !zero ? REPEAT : unrolledBackwards ? ZERO_BY_REVERSED_MASK : ZERO;
    }
  }

  /**
   * Masked steps keep the states.
   *
   * @param entries [batch, time, …]
   * @param mask [batch, time]
   */
  static Outcome run(
      Body body,
      Value entries,
      Optional<Value> mask,
      List<Value> states,
      boolean reverse,
      Masking masking) {
    var perStep = new ArrayList<Value>(List.of(entries.swapAxes(0, 1)));
    mask.ifPresent(m -> perStep.add(m.swapAxes(0, 1)));
    List<Value> stateIn = states.stream().map(s -> Value.input("state", s.type())).toList();
    List<Value> entryIn = perStep.stream().map(Recurrence::entry).toList();
    Cell.Step step = body.step(entryIn.get(0), stateIn);

    // The output travels along: masked steps repeat it, and the last one needs no slice of all.
    Value output = step.output();
    Value zeros = Value.zeros(output.type());
    Value before = Value.input("output", output.type());
    var bodyOut = new ArrayList<>(step.states());
    if (mask.isPresent()) {
      Value valid = entryIn.get(1);
      bodyOut.clear();
      for (int i = 0; i < stateIn.size(); i++) {
        bodyOut.add(select(valid, step.states().get(i), stateIn.get(i)));
      }
      output = select(valid, output, masking == Masking.ZERO ? zeros : before);
    }
    bodyOut.add(output);
    bodyOut.add(output);
    var bodyIn = new ArrayList<>(stateIn);
    bodyIn.add(before);
    bodyIn.addAll(entryIn);
    var initial = new ArrayList<>(states);
    initial.add(zeros);
    Closure closure = Closure.of(bodyIn, bodyOut);
    List<Value> out =
        Scan.apply(closure.body(), initial, perStep, closure.captured(), entries.dim(1), reverse);
    Value all = out.get(states.size() + 1).swapAxes(0, 1);
    Value last = out.get(states.size());
    if (mask.isPresent() && masking == Masking.ZERO_BY_REVERSED_MASK) {
      Value first = mask.get().slice(1, 0, 1).squeeze(1);
      Value reversed = expand(mask.get().reverse(1), all.rank());
      last = select(first, last, zeros);
      all = reversed.select(all, Value.zeros(all.type()));
    }
    return new Outcome(all, last, out.subList(0, states.size()));
  }

  private static Value entry(Value scanned) {
    TensorType t = scanned.type();
    return Value.input("entry", t.withShape(t.shape().without(0)));
  }

  /** a where the sample's step is valid, else b. */
  private static Value select(Value valid, Value a, Value b) {
    return expand(valid, a.rank()).select(a, b);
  }

  /** With further axes of size 1. */
  private static Value expand(Value v, int rank) {
    int[] dims = Arrays.copyOf(v.shape().toArray(), rank);
    Arrays.fill(dims, v.rank(), rank, 1);
    return v.reshape(dims);
  }
}
