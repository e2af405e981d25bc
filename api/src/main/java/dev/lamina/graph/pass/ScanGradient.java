package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.Vjp;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a scan is a scan in the other direction. The forward scan runs once more with the
 * states before each step as further stacked results; the backward body rebuilds one forward step
 * from them (cheaper than storing every intermediate) and differentiates it. Its states are the
 * gradients of the forward states and the running sums for the values that every step sees whole.
 */
public final class ScanGradient {
  private ScanGradient() {}

  /** The gradient rule of {@link Scan}. */
  public static void vjp(Scan op, Node node, Vjp v) {
    Graph body = op.body();
    int carries = op.carries();
    int scanned = op.scanned();
    List<Value> states = node.inputs().subList(0, carries);
    List<Value> entries = node.inputs().subList(carries, carries + scanned);
    List<Value> whole = node.inputs().subList(carries + scanned, node.inputs().size());
    List<Value> history = history(op, states, entries, whole);

    // Integer and bool leaves have no gradient; their slots are left out everywhere below.
    List<Integer> differentiable = new ArrayList<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      if (body.inputs().get(i).dtype().isFloating() && (i < carries || v.wants(i))) {
        differentiable.add(i);
      }
    }
    List<Integer> stateSlots = differentiable.stream().filter(i -> i < carries).toList();
    List<Integer> entrySlots =
        differentiable.stream().filter(i -> i >= carries && i < carries + scanned).toList();
    List<Integer> wholeSlots = differentiable.stream().filter(i -> i >= carries + scanned).toList();

    List<Integer> stackedWithGradient = new ArrayList<>();
    for (int k = 0; k < op.stacked(); k++) {
      if (v.has(carries + k)) {
        stackedWithGradient.add(k);
      }
    }

    // Backward body inputs: d state…, running d whole… | states before, entries, d stacked… |
    // whole….
    var in = new ArrayList<Value>();
    var stateGrads = fresh("dstate", stateSlots, body);
    var wholeGrads = fresh("dwhole", wholeSlots, body);
    var before = new ArrayList<Value>();
    for (Value i : body.inputs()) {
      before.add(Value.input("fwd", i.type()));
    }
    var stackedGrads = new ArrayList<Value>();
    for (int k : stackedWithGradient) {
      stackedGrads.add(Value.input("dy", body.outputs().get(carries + k).type()));
    }
    in.addAll(stateGrads);
    in.addAll(wholeGrads);
    in.addAll(before.subList(0, carries + scanned));
    in.addAll(stackedGrads);
    in.addAll(before.subList(carries + scanned, before.size()));

    var outputs = new ArrayList<Value>();
    var seeds = new ArrayList<Value>();
    var map = new HashMap<Value, Value>();
    for (int i = 0; i < before.size(); i++) {
      map.put(body.inputs().get(i), before.get(i));
    }
    var rewriter = new Rewriter(map);
    for (int i = 0; i < stateSlots.size(); i++) {
      outputs.add(rewriter.value(body.outputs().get(stateSlots.get(i))));
      seeds.add(stateGrads.get(i));
    }
    for (int i = 0; i < stackedWithGradient.size(); i++) {
      outputs.add(rewriter.value(body.outputs().get(carries + stackedWithGradient.get(i))));
      seeds.add(stackedGrads.get(i));
    }
    List<Optional<Value>> grads =
        Autodiff.gradients(outputs, seeds, differentiable.stream().map(before::get).toList());

    var out = new ArrayList<Value>();
    var entryOut = new ArrayList<Value>();
    for (int i = 0; i < differentiable.size(); i++) {
      int slot = differentiable.get(i);
      TensorType type = before.get(slot).type();
      Value g = grads.get(i).orElseGet(() -> Value.zeros(type));
      if (slot < carries) {
        out.add(g);
      } else if (slot < carries + scanned) {
        entryOut.add(g);
      } else {
        out.add(wholeGrads.get(wholeSlots.indexOf(slot)).plus(g));
      }
    }
    out.addAll(entryOut);
    Graph backward = Graph.of(in, out);

    var initial = new ArrayList<Value>();
    stateSlots.forEach(i -> initial.add(v.grad(i)));
    wholeSlots.forEach(i -> initial.add(Value.zeros(node.in(i).type())));
    var perStep = new ArrayList<Value>(history);
    perStep.addAll(entries);
    stackedWithGradient.forEach(k -> perStep.add(v.grad(carries + k)));
    List<Value> results = Scan.apply(backward, initial, perStep, whole, op.length(), !op.reverse());

    int at = 0;
    for (int slot : stateSlots) {
      v.give(slot, results.get(at++));
    }
    for (int slot : wholeSlots) {
      v.give(slot, results.get(at++));
    }
    for (int slot : entrySlots) {
      v.give(slot, results.get(at++));
    }
  }

  /** The states before each step, stacked. */
  private static List<Value> history(
      Scan op, List<Value> states, List<Value> entries, List<Value> whole) {
    Graph body = op.body();
    if (op.carries() == 0) {
      return List.of();
    }
    var outs = new ArrayList<>(body.outputs().subList(0, op.carries()));
    outs.addAll(body.inputs().subList(0, op.carries()));
    Graph recording = Graph.of(body.inputs(), outs);
    List<Value> r = Scan.apply(recording, states, entries, whole, op.length(), op.reverse());
    return r.subList(op.carries(), r.size());
  }

  private static List<Value> fresh(String name, List<Integer> slots, Graph body) {
    return slots.stream().map(i -> Value.input(name, body.inputs().get(i).type())).toList();
  }
}
