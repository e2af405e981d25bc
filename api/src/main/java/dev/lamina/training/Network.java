package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.layers.Configured;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The topology of a model: calls of shared layers from inputs to outputs. Layers are ordered as
 * Keras orders them (by depth, then by first visit), because weights are listed in that order.
 */
public final class Network {
  private final List<SymbolicTensor> inputs;
  private final List<SymbolicTensor> outputs;
  private final List<LayerCall> calls;
  private final List<Shared> layers;
  private final HostPart host;

  private Network(
      List<SymbolicTensor> inputs,
      List<SymbolicTensor> outputs,
      List<LayerCall> calls,
      List<Shared> layers) {
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.calls = List.copyOf(calls);
    this.layers = List.copyOf(layers);
    this.host = HostPart.of(this.inputs, this.outputs, this.calls);
  }

  /**
   * The network between inputs and outputs; names the layers that have no name.
   *
   * @throws IllegalArgumentException if an output depends on an input that is not listed, or two
   *     layers have one name
   */
  public static Network between(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Model: expected at least one input and one output, got %d and %d"
              .formatted(inputs.size(), outputs.size()));
    }
    for (SymbolicTensor t : inputs) {
      if (!t.source().inputs().isEmpty()) {
        throw new IllegalArgumentException(
            "Model: inputs must come from Input, got an output of " + t.source().layer());
      }
    }
    var order = new Order(inputs);
    outputs.forEach(order::visit);
    inputs.forEach(order::visit);
    List<Shared> layers = order.layers();
    nameLayers(layers);
    return new Network(inputs, outputs, order.calls(), layers);
  }

  /** Keras' two orders: calls after what they read, layers by depth. */
  private static final class Order {
    private final Set<SymbolicTensor> allowed;
    private final Set<LayerCall> finished = new LinkedHashSet<>();
    private final Map<Shared, Integer> firstVisit = new LinkedHashMap<>();

    Order(List<SymbolicTensor> inputs) {
      this.allowed = new HashSet<>(inputs);
    }

    void visit(SymbolicTensor t) {
      LayerCall call = t.source();
      if (finished.contains(call)) {
        return;
      }
      if (call.inputs().isEmpty() && !allowed.contains(t)) {
        throw new IllegalArgumentException(
            "Model: the outputs depend on the input %s of shape %s, which is not among the model's inputs"
                .formatted(call.layer(), t.shape()));
      }
      firstVisit.putIfAbsent(call.layer(), firstVisit.size());
      call.reads().forEach(this::visit);
      finished.add(call);
    }

    List<LayerCall> calls() {
      return finished.stream().filter(c -> !c.inputs().isEmpty()).toList();
    }

    List<Shared> layers() {
      Map<LayerCall, Integer> callDepth = new HashMap<>();
      Map<Shared, Integer> layerDepth = new HashMap<>();
      var reversed = new ArrayList<>(finished);
      java.util.Collections.reverse(reversed);
      for (LayerCall c : reversed) {
        int depth = Math.max(callDepth.getOrDefault(c, 0), layerDepth.getOrDefault(c.layer(), 0));
        callDepth.put(c, depth);
        layerDepth.put(c.layer(), depth);
        for (SymbolicTensor in : c.inputs()) {
          callDepth.merge(in.source(), depth + 1, Math::max);
        }
      }
      Comparator<Shared> byDepth = Comparator.comparing(s -> -layerDepth.getOrDefault(s, 0));
      return firstVisit.keySet().stream()
          .sorted(byDepth.thenComparing(s -> firstVisit.getOrDefault(s, 0)))
          .toList();
    }
  }

  /** Keras' automatic names: the class in snake case, then {@code _1}, {@code _2}, … */
  private static void nameLayers(List<Shared> layers) {
    var taken = new HashSet<String>();
    for (Shared s : layers) {
      s.name()
          .ifPresent(
              n -> {
                if (!taken.add(n)) {
                  throw new IllegalArgumentException(
                      "Model: layer names must be unique, two layers are named '%s'".formatted(n));
                }
              });
    }
    for (Shared s : layers) {
      if (s.name().isEmpty()) {
        String base = snake(s.layer().kerasName());
        String name = base;
        for (int i = 1; !taken.add(name); i++) {
          name = base + "_" + i;
        }
        s.nameOnce(name);
      }
    }
  }

  /** {@code MaxPooling2D} is {@code max_pooling2d}, as Keras names it. */
  static String snake(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(java.util.Locale.ROOT);
  }

  public List<SymbolicTensor> inputs() {
    return inputs;
  }

  public List<SymbolicTensor> outputs() {
    return outputs;
  }

  /** What runs in Java memory, before the engine sees the data. */
  public HostPart host() {
    return host;
  }

  /** All layers with their identity, input layers included, in Keras' order. */
  public List<Shared> layers() {
    return layers;
  }

  /** All layer calls but the inputs', each after the calls it reads. */
  public List<LayerCall> calls() {
    return calls;
  }

  /** The layers' weights, each once, in Keras' order; empty before the model is built. */
  public List<Weight> weights() {
    Set<Weight> all = new LinkedHashSet<>();
    layers.forEach(l -> all.addAll(l.weights()));
    return List.copyOf(all);
  }

  /** What stateful layers keep from call to call, each once; they are no weights. */
  public List<Weight> memory() {
    Set<Weight> all = new LinkedHashSet<>();
    layers.forEach(l -> all.addAll(l.memory()));
    return List.copyOf(all);
  }

  /** The names of the outputs: those of the layers that make them, as in Keras. */
  public List<String> outputNames() {
    return outputs.stream().map(o -> o.source().layer().name().orElse("output")).toList();
  }

  /**
   * Writes all layers but those of the host into a graph, below a layer's scope if this is a model
   * inside of a model. {@code values}: one for each of the host part's outputs; without a host part
   * these are the inputs.
   */
  public Scope.Called apply(Scope scope, List<Value> values, List<Optional<Value>> masks) {
    Map<SymbolicTensor, Value> known = new HashMap<>();
    Map<SymbolicTensor, Optional<Value>> knownMasks = new HashMap<>();
    List<SymbolicTensor> given = host.outputs();
    if (values.size() != given.size()) {
      throw new IllegalArgumentException(
          "%s: expected %d inputs, got %d".formatted(scope.path(), given.size(), values.size()));
    }
    for (int i = 0; i < given.size(); i++) {
      SymbolicTensor in = given.get(i);
      if (!in.shape().accepts(values.get(i).shape())) {
        throw new IllegalArgumentException(
            "input %s: expected shape %s, got %s"
                .formatted(in.source().layer(), in.shape(), values.get(i).shape()));
      }
      known.put(in, values.get(i));
      knownMasks.put(in, masks.get(i));
    }
    for (LayerCall c : host.rest()) {
      var in = new ArrayList<Value>();
      var inMasks = new ArrayList<Optional<Value>>();
      for (SymbolicTensor t : host.read(c)) {
        in.add(get(known, t));
        inMasks.add(knownMasks.getOrDefault(t, Optional.empty()));
      }
      Scope.Called called = scope.call(c.layer(), host.form(c), in, inMasks);
      for (int i = 0; i < c.outputs().size(); i++) {
        known.put(c.outputs().get(i), called.outputs().get(i));
        knownMasks.put(c.outputs().get(i), called.masks().get(i));
      }
    }
    return new Scope.Called(
        outputs.stream().map(o -> get(known, o)).toList(),
        outputs.stream().map(o -> knownMasks.getOrDefault(o, Optional.empty())).toList());
  }

  private static Value get(Map<SymbolicTensor, Value> known, SymbolicTensor t) {
    Value v = known.get(t);
    if (v == null) {
      throw new IllegalStateException("network: " + t + " was never computed");
    }
    return v;
  }

  /** The configuration of one layer. */
  public static Configured configuration(Shared s) {
    Configured c = s.configured();
    return new Configured(s.layer(), s.name(), s.trainable(), c.dtype(), c.activityRegularizer());
  }
}
