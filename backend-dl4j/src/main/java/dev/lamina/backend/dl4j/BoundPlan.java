package dev.lamina.backend.dl4j;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A plan with arrays of its own, bound to the arrays of variables: the steps of one run. */
final class BoundPlan implements Emitter, AutoCloseable {
  private final Plan plan;
  private final Arena arena;
  private final Map<Value, Array> arrays;
  private final Set<Memory.Block> owned = new HashSet<>();
  private final List<Memory.Block> scratch = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Array> inputs = new ArrayList<>();
  private final List<Array> outputs;
  private final List<Update> updates = new ArrayList<>();

  private record Update(Array from, Array to) {}

  BoundPlan(Plan plan, List<Array> variables) {
    this.plan = plan;
    this.arena = new Arena(plan.memory());
    this.arrays = new HashMap<>(plan.constants());
    Graph graph = plan.graph();
    for (Value v : graph.inputs()) {
      Array a = arena.take(v.type());
      inputs.add(a);
      arrays.put(v, a);
    }
    for (int i = 0; i < variables.size(); i++) {
      arrays.put(graph.variables().get(i), variables.get(i));
    }
    for (Node n : graph.nodes()) {
      if (!arrays.containsKey(n.result(0))) {
        bind(n);
      }
      freeAfter(n);
    }
    this.outputs = graph.outputs().stream().map(this::array).toList();
    bindUpdates(graph, variables);
  }

  private void bind(Node node) {
    if (node.op() instanceof Reshape r) {
      arrays.put(node.result(0), array(node.in(0)).reshape(r.shape()));
      return;
    }
    List<Array> in = node.inputs().stream().map(this::array).toList();
    List<Array> out = node.results().stream().map(this::newArray).toList();
    Optional<ConvPairs.Pair> pair = plan.convPairs().of(node);
    if (pair.isPresent()) {
      emit(pair.get());
    } else if (node.op() instanceof Scan s) {
      add(new ScanStep(s, new BoundPlan(plan.body(node), List.of()), in, out));
    } else if (!Kernels.emit(this, node, in, out)) {
      add(new HostCall(plan.hostProgram(node), in, out));
    }
  }

  /** Both gradients, the second one before its node comes. */
  private void emit(ConvPairs.Pair p) {
    Convolutions.gradients(
        this,
        p.op().window(),
        p.op().groups(),
        array(p.x()),
        array(p.k()),
        array(p.g()),
        arrayOrNew(p.input().result(0)),
        arrayOrNew(p.kernel().result(0)));
  }

  private Array arrayOrNew(Value v) {
    Array a = arrays.get(v);
    return a == null ? newArray(v) : a;
  }

  private Array newArray(Value v) {
    Array a = arena.take(v.type());
    owned.add(a.block());
    arrays.put(v, a);
    return a;
  }

  private void freeAfter(Node node) {
    scratch.forEach(arena::giveBack);
    scratch.clear();
    for (Value v : plan.deadAfter(node)) {
      Memory.Block block = array(v).block();
      if (owned.remove(block)) {
        arena.giveBack(block);
      }
    }
  }

  /** A variable's new value that is another variable's old one is set aside first. */
  private void bindUpdates(Graph graph, List<Array> variables) {
    for (Graph.Update u : graph.updates()) {
      Array to = array(u.variable());
      Array from = array(u.value());
      if (variables.stream().anyMatch(v -> v.block() == from.block())) {
        Array aside = arena.take(from.type());
        add(() -> aside.copyFrom(from));
        updates.add(new Update(aside, to));
      } else {
        updates.add(new Update(from, to));
      }
    }
  }

  private Array array(Value v) {
    return Objects.requireNonNull(arrays.get(v), "no array");
  }

  @Override
  public void add(Step step) {
    steps.add(step);
  }

  @Override
  public Array scratch(TensorType type) {
    Array a = arena.take(type);
    scratch.add(a.block());
    return a;
  }

  @Override
  public Array constant(Tensor value) {
    return plan.constant(value);
  }

  List<Array> inputs() {
    return inputs;
  }

  List<Array> outputs() {
    return outputs;
  }

  void run() {
    for (Step s : steps) {
      s.run();
    }
  }

  /** Gives the variables their new values. */
  void update() {
    for (Update u : updates) {
      u.to.copyFrom(u.from);
    }
  }

  @Override
  public void close() {
    steps.forEach(Step::close);
    arena.close();
  }
}
