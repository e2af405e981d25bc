package dev.lamina.graph;

import dev.lamina.graph.op.Input;
import dev.lamina.graph.op.Variable;
import dev.lamina.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An immutable program: from inputs and variables to outputs and new variable values. All variables
 * are read before any is updated. Nodes are topologically ordered; the order is deterministic.
 */
public final class Graph {
  private final List<Value> inputs;
  private final List<Value> variables;
  private final List<Value> outputs;
  private final List<Update> updates;
  private final List<Node> nodes;

  /** After the run, {@code variable} holds {@code value}. */
  public record Update(Value variable, Value value) {}

  /**
   * A verified graph. Inputs and variables are listed in the order in which a program takes them;
   * an input that nothing uses may be listed, one that is used must be.
   */
  public Graph(
      List<Value> inputs, List<Value> variables, List<Value> outputs, List<Update> updates) {
    this.inputs = List.copyOf(inputs);
    this.variables = List.copyOf(variables);
    this.outputs = List.copyOf(outputs);
    this.updates = List.copyOf(updates);
    var roots = new ArrayList<Value>(inputs);
    roots.addAll(variables);
    roots.addAll(outputs);
    updates.forEach(u -> roots.add(u.value()));
    this.nodes = topological(roots);
    Verifier.verify(this);
  }

  public static Graph of(List<Value> inputs, List<Value> outputs) {
    return new Graph(inputs, List.of(), outputs, List.of());
  }

  public List<Value> inputs() {
    return inputs;
  }

  public List<Value> variables() {
    return variables;
  }

  public List<Value> outputs() {
    return outputs;
  }

  public List<Update> updates() {
    return updates;
  }

  /** All nodes, each after the nodes it reads. */
  public List<Node> nodes() {
    return nodes;
  }

  public List<TensorType> inputTypes() {
    return inputs.stream().map(Value::type).toList();
  }

  public List<TensorType> outputTypes() {
    return outputs.stream().map(Value::type).toList();
  }

  public List<TensorType> variableTypes() {
    return variables.stream().map(Value::type).toList();
  }

  /** The nodes that {@code roots} need, each after its inputs; iterative, so depth is no limit. */
  public static List<Node> topological(List<Value> roots) {
    record Visit(Node node, boolean done) {}
    var order = new ArrayList<Node>();
    Set<Node> seen = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    var emitted = new HashSet<Node>();
    var stack = new ArrayDeque<Visit>();
    for (Value root : roots) {
      stack.push(new Visit(root.node(), false));
      while (!stack.isEmpty()) {
        Visit v = stack.pop();
        if (v.done()) {
          if (emitted.add(v.node())) {
            order.add(v.node());
          }
        } else if (seen.add(v.node())) {
          stack.push(new Visit(v.node(), true));
          List<Value> in = v.node().inputs();
          for (int i = in.size() - 1; i >= 0; i--) {
            if (!seen.contains(in.get(i).node())) {
              stack.push(new Visit(in.get(i).node(), false));
            }
          }
        }
      }
    }
    return List.copyOf(order);
  }

  /** True for {@link Input} and {@link Variable} nodes. */
  public static boolean isLeaf(Node node) {
    return node.op() instanceof Input || node.op() instanceof Variable;
  }

  /** The printed program; see {@link Printer}. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
