package dev.lamina.backend.dl4j;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lowered graph and what all its runs share: constants, the Java engine's programs, plans of scan
 * bodies, and how long each value lives.
 */
final class Plan implements AutoCloseable {
  private final Graph graph;
  private final Memory memory;
  private final Backend host;
  private final Map<Value, Array> constants = new HashMap<>();
  private final Map<Node, Plan> bodies = new HashMap<>();
  private final Map<Node, Program> hostPrograms = new ConcurrentHashMap<>();
  private final Map<Tensor, Array> given = new ConcurrentHashMap<>();
  private final Map<Node, List<Value>> dead = new HashMap<>();
  private final ConvPairs convPairs;

  Plan(Graph graph, Memory memory, Backend host) {
    this.graph = graph;
    this.memory = memory;
    this.host = host;
    for (Node n : graph.nodes()) {
      if (n.op() instanceof Constant c) {
        constants.put(n.result(0), constant(c.value()));
      } else if (n.op() instanceof Iota) {
        constants.put(n.result(0), constant(hostProgram(n).run(List.of(), List.of()).get(0)));
      } else if (n.op() instanceof Scan s) {
        bodies.put(n, new Plan(s.body(), memory, host));
      }
    }
    this.convPairs = new ConvPairs(graph);
    findLastUses();
  }

  /** Values that are some other value's array in another shape count as that value. */
  static Value root(Value v) {
    Value at = v;
    while (at.op() instanceof Reshape) {
      at = at.node().in(0);
    }
    return at;
  }

  private void findLastUses() {
    Set<Value> later = new HashSet<>();
    graph.outputs().forEach(v -> later.add(root(v)));
    graph.updates().forEach(u -> later.add(root(u.value())));
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node n = nodes.get(i);
      var ends = new ArrayList<Value>();
      if (!(n.op() instanceof Reshape)) {
        n.results().stream().filter(later::add).forEach(ends::add);
      }
      n.inputs().stream().map(Plan::root).filter(later::add).forEach(ends::add);
      dead.put(n, ends);
    }
  }

  Graph graph() {
    return graph;
  }

  Memory memory() {
    return memory;
  }

  Map<Value, Array> constants() {
    return constants;
  }

  Plan body(Node scan) {
    return java.util.Objects.requireNonNull(bodies.get(scan));
  }

  ConvPairs convPairs() {
    return convPairs;
  }

  /** The values that nothing reads after this node. */
  List<Value> deadAfter(Node node) {
    return dead.getOrDefault(node, List.of());
  }

  /** A node as a program of the Java engine: the node's inputs in, its results out. */
  Program hostProgram(Node node) {
    return hostPrograms.computeIfAbsent(
        node,
        n -> {
          var in = new ArrayList<Value>();
          for (Value v : n.inputs()) {
            in.add(Value.input("in" + in.size(), v.type()));
          }
          return host.compile(Graph.of(in, Node.of(n.op(), in).results()));
        });
  }

  /** An array that all runs share and none changes. */
  Array constant(Tensor value) {
    return given.computeIfAbsent(
        value,
        v -> {
          Array a = new Array(memory.allocate(v.type().bytes()), v.type());
          a.write(v);
          return a;
        });
  }

  @Override
  public void close() {
    given.values().forEach(a -> a.block().close());
    hostPrograms.values().forEach(Program::close);
    bodies.values().forEach(Plan::close);
  }
}
