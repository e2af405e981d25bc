package dev.lamina.serialization;

import static java.util.stream.Collectors.toSet;

import dev.lamina.Model;
import dev.lamina.Nesting;
import dev.lamina.Topology;
import dev.lamina.layers.Arguments;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads one functional model: layers, and the nodes that say what each is called on. */
final class FunctionalJson {
  static final String TENSOR = "__keras_tensor__";

  private final ModelJson models;
  private final String name;
  private final JsonNode config;
  private final String where;
  private final MaskOps masks;
  private final OperationJson operations;

  /** The outputs of every node made so far, by layer. */
  private final Map<String, Map<Integer, List<SymbolicTensor>>> made = new HashMap<>();

  private record Node(String layer, int index) {}

  /** Nodes that cannot be called yet, by what they lack. */
  private final Map<Node, List<Pending>> waiting = new LinkedHashMap<>();

  private Node missing = new Node("", -1);

  private record Pending(String layer, String className, int node, JsonNode json) {}

  FunctionalJson(ModelJson models, String name, JsonNode config, String where) {
    this.models = models;
    this.name = name;
    this.config = config;
    this.where = where;
    this.masks = new MaskOps(config.path("layers"));
    this.operations = new OperationJson(models.objects());
  }

  Model read() {
    var shared = new LinkedHashMap<String, Shared>();
    var pending = new ArrayList<Pending>();
    for (JsonNode l : config.path("layers")) {
      String layer = nameOf(l);
      if (made.containsKey(layer) || shared.containsKey(layer)) {
        throw new ModelFormatException("%s: two layers are named '%s'".formatted(where, layer));
      }
      if (ModelJson.isInput(l)) {
        made.put(layer, new HashMap<>(Map.of(0, List.of(models.input(l, where)))));
      } else {
        shared.put(
            layer, OperationJson.isOperation(l) ? operation(l, layer) : models.layer(l, where));
        int i = 0;
        for (JsonNode node : l.path("inbound_nodes")) {
          pending.add(new Pending(layer, l.path("class_name").asString(""), i++, node));
        }
      }
    }
    call(shared, pending);
    return Model.of(
        name,
        ends("input_layers", shared),
        nesting(config.path("input_layers")),
        ends("output_layers", shared),
        nesting(config.path("output_layers")));
  }

  private Shared operation(JsonNode l, String layer) {
    String place =
        "%s: operation '%s' (%s)".formatted(where, layer, l.path("class_name").asString(""));
    return Shared.of(new OpLayer(operations.read(l, place)).named(layer));
  }

  /**
   * Calls layers as soon as what they are called on exists. A node that lacks something waits for
   * just that, so the order in the file does not matter, and not for the time it takes either.
   */
  private void call(Map<String, Shared> layers, List<Pending> pending) {
    var ready = new ArrayDeque<>(pending);
    for (Pending p = ready.poll(); p != null; p = ready.poll()) {
      Shared layer = Objects.requireNonNull(layers.get(p.layer));
      Optional<Arguments> arguments = arguments(p, layer);
      if (arguments.isEmpty()) {
        waiting.computeIfAbsent(missing, k -> new ArrayList<>()).add(p);
        continue;
      }
      made.computeIfAbsent(p.layer, k -> new HashMap<>())
          .put(p.node, outputs(p, layer, arguments.get()));
      List<Pending> next = waiting.remove(new Node(p.layer, p.node));
      if (next != null) {
        ready.addAll(next);
      }
    }
    if (!waiting.isEmpty()) {
      throw unreachable(where, waiting.values().stream().flatMap(List::stream).map(Pending::layer));
    }
  }

  /** Names that no layer has are found before any layer is made, which takes longer. */
  static void refuseDangling(String where, JsonNode config) {
    Set<String> names =
        config.path("layers").valueStream().map(FunctionalJson::nameOf).collect(toSet());
    List<String> dangling =
        config
            .path("layers")
            .valueStream()
            .filter(
                l ->
                    l.path("inbound_nodes").findValues("keras_history").stream()
                        .anyMatch(h -> !names.contains(h.path(0).asString(""))))
            .map(FunctionalJson::nameOf)
            .toList();
    if (!dangling.isEmpty()) {
      throw unreachable(where, dangling.stream());
    }
  }

  private static String nameOf(JsonNode layer) {
    return layer.path("name").asString(layer.path("config").path("name").asString(""));
  }

  private static ModelFormatException unreachable(String where, Stream<String> layers) {
    return new ModelFormatException(
        "%s: inbound_nodes of %s refer to layers that are missing or depend on themselves"
            .formatted(
                where, layers.map(l -> "'" + l + "'").distinct().sorted().limit(10).toList()));
  }

  /** Empty if some of it does not exist yet. */
  private Optional<Arguments> arguments(Pending p, Shared layer) {
    if (!(layer.layer() instanceof OpLayer)) {
      return new CallReader(at(p), layer.layer(), masks).read(p.json, this::tensor);
    }
    var tensors = new ArrayList<SymbolicTensor>();
    for (JsonNode r : OperationJson.tensors(p.json)) {
      Optional<SymbolicTensor> t = tensor(r.path("config").path("keras_history"), at(p));
      if (t.isEmpty()) {
        return Optional.empty();
      }
      tensors.add(t.get());
    }
    return Optional.of(Arguments.of(tensors));
  }

  private List<SymbolicTensor> outputs(Pending p, Shared layer, Arguments arguments) {
    try {
      LayerCall call = layer.call(arguments);
      return call.outputs();
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("%s: %s".formatted(at(p), e.getMessage()), e);
    }
  }

  private String at(Pending p) {
    return "%s: layer '%s' (%s), node %d".formatted(where, p.layer, p.className, p.node);
  }

  private Optional<SymbolicTensor> tensor(JsonNode history, String place) {
    String layer = history.path(0).asString("");
    int node = history.path(1).asInt(-1);
    int index = history.path(2).asInt(-1);
    List<SymbolicTensor> outputs = made.getOrDefault(layer, Map.of()).get(node);
    if (outputs == null) {
      missing = new Node(layer, node);
      return Optional.empty();
    }
    if (index < 0 || index >= outputs.size()) {
      throw new ModelFormatException(
          "%s: %s: layer '%s' has %d outputs"
              .formatted(place, KerasJson.brief(history), layer, outputs.size()));
    }
    return Optional.of(outputs.get(index));
  }

  /** One {@code [layer, node, index]}, or nested lists and objects, which Keras sorts by key. */
  private List<SymbolicTensor> ends(String key, Map<String, Shared> layers) {
    JsonNode node = config.path(key);
    var out = new ArrayList<SymbolicTensor>();
    List<JsonNode> all = new ArrayList<>();
    flatten(node, all);
    for (JsonNode n : all) {
      out.add(
          tensor(ofModel(n, layers), where + ": " + key)
              .orElseThrow(
                  () ->
                      new ModelFormatException(
                          "%s: %s names %s, which does not exist"
                              .formatted(where, key, KerasJson.brief(n)))));
    }
    return out;
  }

  private static void flatten(JsonNode node, List<JsonNode> out) {
    if (node.isArray() && !node.path(0).isString()) {
      node.forEach(n -> flatten(n, out));
    } else if (node.isObject()) {
      node.propertyNames().stream().sorted().forEach(k -> flatten(node.get(k), out));
    } else {
      out.add(node);
    }
  }

  private static Nesting nesting(JsonNode node) {
    if (node.isArray() && !node.path(0).isString()) {
      return new Nesting.Items(node.valueStream().map(FunctionalJson::nesting).toList());
    }
    if (node.isObject()) {
      var entries = new LinkedHashMap<String, Nesting>();
      node.properties().forEach(e -> entries.put(e.getKey(), nesting(e.getValue())));
      return new Nesting.Named(entries);
    }
    return new Nesting.One();
  }

  /** Keras counts the first call of a functional model as 1 in a model's outputs, else as 0. */
  private static JsonNode ofModel(JsonNode history, Map<String, Shared> layers) {
    Shared layer = layers.get(history.path(0).asString(""));
    int node = history.path(1).asInt(-1);
    if (layer == null
        || !(layer.layer() instanceof Model m)
        || !(m.topology() instanceof Topology.Functional)
        || node < 1) {
      return history;
    }
    return Json.NODES.arrayNode().add(history.path(0)).add(node - 1).add(history.path(2));
  }
}
