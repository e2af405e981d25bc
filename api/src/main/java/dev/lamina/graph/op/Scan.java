package dev.lamina.graph.op;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.ScanGradient;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a sub-graph once per entry of a leading time axis, carrying state from step to step.
 *
 * <p>Inputs: {@code carries} initial states, then {@code scanned} values [length, …] of which step
 * t sees entry t, then any number of values that every step sees whole. The body takes (states,
 * entries, whole values) and returns (new states, one entry per stacked result). Results: the final
 * states, then the stacked results [length, …]. With {@code reverse} the steps run from the last
 * entry to the first; stacked results keep their entry's place.
 */
public record Scan(Graph body, int carries, int scanned, int length, boolean reverse)
    implements Primitive {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    List<TensorType> want = body.inputTypes();
    Rule.count("scan", in, want.size());
    Rule.check(
        body.variables().isEmpty() && body.updates().isEmpty(),
        "scan: the body may hold no variables");
    for (int i = 0; i < in.size(); i++) {
      TensorType t = in.get(i);
      boolean scans = i >= carries && i < carries + scanned;
      TensorType expected =
          scans ? want.get(i).withShape(Shape.of(length).concat(want.get(i).shape())) : want.get(i);
      Rule.check(t.equals(expected), "scan: input %d: expected %s, got %s", i, expected, t);
    }
    List<TensorType> outs = body.outputTypes();
    var types = new ArrayList<TensorType>();
    for (int i = 0; i < outs.size(); i++) {
      TensorType t = outs.get(i);
      if (i < carries) {
        Rule.check(t.equals(want.get(i)), "scan: state %d: expected %s, got %s", i, want.get(i), t);
        types.add(t);
      } else {
        types.add(t.withShape(Shape.of(length).concat(t.shape())));
      }
    }
    return types;
  }

  /** Number of values that every step sees whole. */
  public int whole() {
    return body.inputs().size() - carries - scanned;
  }

  /** Number of stacked results. */
  public int stacked() {
    return body.outputs().size() - carries;
  }

  @Override
  public void vjp(Node node, Vjp v) {
    ScanGradient.vjp(this, node, v);
  }

  /** Applies a scan; see the type's description for the order of inputs and results. */
  public static List<Value> apply(
      Graph body,
      List<Value> states,
      List<Value> entries,
      List<Value> whole,
      int length,
      boolean reverse) {
    var in = new ArrayList<Value>(states);
    in.addAll(entries);
    in.addAll(whole);
    return Node.of(new Scan(body, states.size(), entries.size(), length, reverse), in).results();
  }

  @Override
  public String describe() {
    return "scan{carries=%d, scanned=%d, length=%d, reverse=%s, body of %d nodes}"
        .formatted(carries, scanned, length, reverse, body.nodes().size());
  }

  @Override
  public String toString() {
    return describe();
  }
}
