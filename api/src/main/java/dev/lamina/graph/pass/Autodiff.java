package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Composite;
import dev.lamina.graph.op.Vjp;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reverse-mode differentiation, graph in, graph out. Knows no op: each brings its own rule. */
public final class Autodiff {
  private Autodiff() {}

  /**
   * The gradients of a scalar {@code loss} with respect to {@code wrt}; zeros where the loss does
   * not depend on a value.
   */
  public static List<Value> gradients(Value loss, List<Value> wrt) {
    if (loss.rank() != 0) {
      throw new IllegalArgumentException("autodiff: expected a scalar loss, got " + loss.type());
    }
    return zerosFor(wrt, gradients(List.of(loss), List.of(Value.scalar(loss.dtype(), 1)), wrt));
  }

  /** Empty where no gradient flows; {@code seeds} are the gradients of {@code outputs}. */
  public static List<Optional<Value>> gradients(
      List<Value> outputs, List<Value> seeds, List<Value> wrt) {
    List<Node> order = Graph.topological(outputs);
    Set<Value> needed = new HashSet<>(wrt);
    for (Node n : order) {
      if (n.inputs().stream().anyMatch(needed::contains)) {
        needed.addAll(n.results());
      }
    }
    Map<Value, Value> grads = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      grads.merge(outputs.get(i), seeds.get(i), Value::plus);
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      Node n = order.get(i);
      if (n.results().stream().anyMatch(grads::containsKey)
          && n.inputs().stream().anyMatch(needed::contains)) {
        n.op().vjp(n, new Tape(n, grads, needed));
      }
    }
    return wrt.stream().map(v -> Optional.ofNullable(grads.get(v))).toList();
  }

  private static List<Value> zerosFor(List<Value> wrt, List<Optional<Value>> grads) {
    var out = new ArrayList<Value>();
    for (int i = 0; i < wrt.size(); i++) {
      TensorType type = wrt.get(i).type();
      out.add(grads.get(i).orElseGet(() -> Value.zeros(type)));
    }
    return Collections.unmodifiableList(out);
  }

  /** The gradient rule of a composite that has none of its own: that of its lowering. */
  public static void throughLowering(Composite op, Node node, Vjp v) {
    // Fresh leaves cut the lowering off from the graph around it, so that only it is walked.
    List<Value> leaves = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      leaves.add(Value.input("in" + i, node.in(i).type()));
    }
    List<Value> results = op.lower(leaves);
    var outputs = new ArrayList<Value>();
    var seeds = new ArrayList<Value>();
    var substitute = new HashMap<Value, Value>();
    for (int i = 0; i < results.size(); i++) {
      if (v.has(i)) {
        Value seed = Value.input("seed" + i, results.get(i).type());
        outputs.add(results.get(i));
        seeds.add(seed);
        substitute.put(seed, v.grad(i));
      }
    }
    var wanted = new ArrayList<Integer>();
    for (int i = 0; i < leaves.size(); i++) {
      if (v.wants(i) && leaves.get(i).dtype().isFloating()) {
        wanted.add(i);
      }
    }
    List<Optional<Value>> grads =
        gradients(outputs, seeds, wanted.stream().map(leaves::get).toList());
    for (int i = 0; i < leaves.size(); i++) {
      substitute.put(leaves.get(i), node.in(i));
    }
    var rewriter = new Rewriter(substitute);
    for (int i = 0; i < wanted.size(); i++) {
      int input = wanted.get(i);
      grads.get(i).ifPresent(g -> v.give(input, rewriter.value(g)));
    }
  }

  private record Tape(Node node, Map<Value, Value> grads, Set<Value> needed) implements Vjp {
    @Override
    public boolean has(int result) {
      return grads.containsKey(node.result(result));
    }

    @Override
    public Value grad(int result) {
      Value r = node.result(result);
      Value g = grads.get(r);
      return g == null ? Value.zeros(r.type()) : g;
    }

    @Override
    public boolean wants(int input) {
      return needed.contains(node.in(input));
    }

    @Override
    public void give(int input, Value gradient) {
      if (wants(input)) {
        Value in = node.in(input);
        grads.merge(in, gradient.sumTo(in.shape()), Value::plus);
      }
    }
  }
}
