package dev.lamina.backend.onednn;

import dev.lamina.backend.Program;
import dev.lamina.backend.onednn.Storage.Frame;
import dev.lamina.backend.onednn.Storage.InFrame;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Slice;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan under construction: where values are, and the steps so far. */
final class Emission {
  private final Resources resources;
  private final Frame frame;
  private final Uses uses;
  private final Map<Value, Place> places = new HashMap<>();
  private final Map<Value, Workspace> workspaces = new HashMap<>();
  private final List<Step> steps;

  Emission(Resources resources, Frame frame, Uses uses) {
    this(resources, frame, uses, new ArrayList<>());
  }

  private Emission(Resources resources, Frame frame, Uses uses, List<Step> steps) {
    this.resources = resources;
    this.frame = frame;
    this.uses = uses;
    this.steps = steps;
  }

  /** For another graph whose steps go into this plan. */
  Emission inside(Uses other) {
    return new Emission(resources, frame, other, steps);
  }

  Resources resources() {
    return resources;
  }

  Handles handles() {
    return resources.handles();
  }

  Frame frame() {
    return frame;
  }

  Uses uses() {
    return uses;
  }

  List<Step> steps() {
    return steps;
  }

  void add(Step step) {
    steps.add(step);
  }

  /** Whether the node's result is known before any run. */
  static boolean isLiteral(Node n) {
    return n.op() instanceof Constant || n.op() instanceof Iota;
  }

  /** Fixes where a value lives: inputs, variables, values written straight into a variable. */
  void put(Value v, Place p) {
    places.put(v, p);
  }

  boolean knows(Value v) {
    return places.containsKey(v);
  }

  /** Where a value that is already computed lives. */
  Place place(Value v) {
    Place known = places.get(v);
    if (known == null) {
      known = find(v);
      places.put(v, known);
    }
    return known;
  }

  private Place find(Value v) {
    if (v.op() instanceof Constant c) {
      return constant(c.value());
    }
    if (v.op() instanceof Iota) {
      try (Program once = resources.java().compile(Graph.of(List.of(), List.of(v)))) {
        return constant(once.run(List.of(), List.of()).get(0));
      }
    }
    if (v.op() instanceof Reshape) {
      return place(v.node().in(0)).as(v.shape());
    }
    if (v.op() instanceof Slice s && Uses.isAlias(v.node())) {
      Value in = v.node().in(0);
      int[] strides = in.shape().strides();
      long start = 0;
      for (int a = 0; a < strides.length; a++) {
        start += (long) strides[a] * s.start().get(a);
      }
      return place(in).part(start, v.shape());
    }
    throw new IllegalStateException("plan: a value is read before it is computed: " + v);
  }

  /** Where a kernel is to store a value. */
  Place result(Value v) {
    return places.computeIfAbsent(v, k -> temporary(v.type()));
  }

  /** Memory until its last use. */
  Place temporary(TensorType type) {
    return new Place(new InFrame(frame, type.bytes()), type);
  }

  /** Memory until its last use, for what only the library reads. */
  Place temporary(long bytes) {
    // Not a value: more than 2 GB must not be a problem, and no view is made of it.
    return new Place(new InFrame(frame, bytes), TensorType.of(DType.UINT8, 0));
  }

  /** Memory until its last use, which Java code may fill. */
  Place bytes(long n) {
    return temporary(TensorType.of(DType.UINT8, Math.toIntExact(n)));
  }

  /** Keeps what the primitive that computes {@code v} leaves for its gradient. */
  void keep(Value v, Workspace w) {
    workspaces.put(v, w);
  }

  Optional<Workspace> workspace(Value v) {
    return Optional.ofNullable(workspaces.get(v));
  }

  Place constant(Tensor t) {
    return resources.constant(t);
  }
}
