package dev.lamina.graph;

import dev.lamina.graph.op.Op;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** An operation applied to values; it has one or more results. Identity equality. */
public final class Node {
  private final Op op;
  private final List<Value> inputs;
  private final List<Value> results;

  private Node(Op op, List<Value> inputs) {
    this.op = op;
    this.inputs = List.copyOf(inputs);
    List<TensorType> types = op.infer(inputs.stream().map(Value::type).toList());
    var out = new ArrayList<Value>(types.size());
    for (int i = 0; i < types.size(); i++) {
      out.add(new Value(this, i, types.get(i)));
    }
    this.results = List.copyOf(out);
  }

  /** Applies {@code op}; its type rule checks the inputs. */
  public static Node of(Op op, List<Value> inputs) {
    return new Node(op, inputs);
  }

  public Op op() {
    return op;
  }

  public List<Value> inputs() {
    return inputs;
  }

  public Value in(int i) {
    return inputs.get(i);
  }

  public List<Value> results() {
    return results;
  }

  public Value result(int i) {
    return results.get(i);
  }

  @Override
  public String toString() {
    return op + " : " + results.stream().map(Value::type).toList();
  }
}
