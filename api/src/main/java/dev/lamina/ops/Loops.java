package dev.lamina.ops;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import java.util.ArrayList;
import java.util.List;

/** Loops over an axis within a graph, with gradients: Keras' {@code ops.scan}. */
public final class Loops {
  private Loops() {}

  /** What is done in each step. */
  @FunctionalInterface
  public interface Body {
    /**
     * One step.
     *
     * @param carry the state before
     * @param entry the entries of the scanned values
     * @param whole values that every step sees
     */
    Step step(List<Value> carry, List<Value> entry, List<Value> whole);
  }

  /** The state after a step, and what it puts out. */
  public record Step(List<Value> carry, List<Value> out) {
    public Step {
      carry = List.copyOf(carry);
      out = List.copyOf(out);
    }
  }

  /**
   * Runs {@code body} once per entry of the first axis of {@code scanned}. Returns the last state,
   * and what the steps put out, stacked along a new first axis.
   *
   * @param whole all other values that the body uses
   */
  public static Step scan(
      List<Value> carry, List<Value> scanned, List<Value> whole, boolean reverse, Body body) {
    if (scanned.isEmpty()) {
      throw new IllegalArgumentException("scan: expected at least one scanned value");
    }
    var carries = carry.stream().map(v -> Value.input("carry", v.type())).toList();
    var entries =
        scanned.stream()
            .map(v -> Value.input("entry", v.type().withShape(v.shape().without(0))))
            .toList();
    var wholes = whole.stream().map(v -> Value.input("whole", v.type())).toList();
    Step step = body.step(carries, entries, wholes);
    var inputs = new ArrayList<Value>(carries);
    inputs.addAll(entries);
    inputs.addAll(wholes);
    var outputs = new ArrayList<Value>(step.carry());
    outputs.addAll(step.out());
    List<Value> results =
        Scan.apply(
            Graph.of(inputs, outputs), carry, scanned, whole, scanned.get(0).dim(0), reverse);
    return new Step(
        results.subList(0, carry.size()), results.subList(carry.size(), results.size()));
  }
}
