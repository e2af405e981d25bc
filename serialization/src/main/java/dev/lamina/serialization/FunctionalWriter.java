package dev.lamina.serialization;

import dev.lamina.Model;
import dev.lamina.Nesting;
import dev.lamina.Topology;
import dev.lamina.layers.CallForm;
import dev.lamina.layers.Cell;
import dev.lamina.layers.Layer;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.training.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one functional model. */
final class FunctionalWriter {
  private final ModelWriter models;
  private final Topology.Functional topology;
  private final Network network;
  private final SymbolicMasks masks;
  private final OperationJson operations;

  /** Which of its layer's calls a call is. */
  private final Map<LayerCall, Integer> indices = new HashMap<>();

  FunctionalWriter(ModelWriter models, KerasJson objects, Topology.Functional topology) {
    this.models = models;
    this.topology = topology;
    this.network = topology.graph();
    this.operations = new OperationJson(objects);
    this.masks =
        new SymbolicMasks(
            objects,
            network.layers().stream()
                .flatMap(l -> l.name().stream())
                .collect(Collectors.toUnmodifiableSet()));
  }

  ObjectNode write(String name, boolean trainable) {
    ObjectNode config = Json.NODES.objectNode();
    config.put("name", name);
    config.put("trainable", trainable);
    ArrayNode layers = config.putArray("layers");
    List<Entry> entries = new OperationOrder(this::mask).of(network.outputs(), network.inputs());
    for (Entry e : entries) {
      for (int i = 0; i < e.calls().size(); i++) {
        indices.put(e.calls().get(i), i);
      }
    }
    entries.forEach(e -> layers.add(entry(e)));
    config.set("input_layers", nested(topology.inputs(), network.inputs(), this::end));
    config.set("output_layers", nested(topology.outputs(), network.outputs(), this::end));
    ObjectNode out =
        KerasJson.wrap(
            "keras.src.models.functional", "Functional", config, Optional.of("Functional"));
    out.putObject("build_config").putNull("input_shape");
    return out;
  }

  private Optional<SymbolicTensor> mask(LayerCall call) {
    if (call.layer().layer() instanceof OpLayer) {
      return Optional.empty();
    }
    boolean takes = Calls.takesMask(call.layer().layer().kerasName()) && !call.inputs().isEmpty();
    return takes && !hasInitialState(call) && isPlain(call)
        ? masks.of(call.inputs().get(0))
        : Optional.empty();
  }

  private static boolean hasInitialState(LayerCall call) {
    return Calls.takesInitialState(call.layer().layer().kerasName()) && call.ownInputs().size() > 1;
  }

  private ObjectNode entry(Entry e) {
    LayerCall first = e.calls().get(0);
    ArrayNode nodes = Json.NODES.arrayNode();
    ObjectNode out;
    if (first.inputs().isEmpty()) {
      out = ModelWriter.input(first.outputs().get(0));
    } else {
      out =
          e.layer().layer() instanceof OpLayer op
              ? operations.write(e.layer(), op.operation())
              : models.layer(e.layer(), Optional.of(first));
      e.calls().forEach(c -> nodes.add(node(c)));
    }
    out.put("name", e.name());
    out.set("inbound_nodes", nodes);
    return out;
  }

  private ObjectNode node(LayerCall call) {
    List<JsonNode> inputs = call.ownInputs().stream().<JsonNode>map(this::tensor).toList();
    if (call.layer().layer() instanceof OpLayer) {
      return operations.node(call, inputs);
    }
    ObjectNode out = Json.NODES.objectNode();
    ArrayNode args = out.putArray("args");
    ObjectNode kwargs = out.putObject("kwargs");
    Layer layer = call.layer().layer();
    String className = layer.kerasName();
    if (hasInitialState(call)) {
      args.add(inputs.get(0));
      kwargs.set(
          "initial_state",
          InnerLayers.states(
              layer, call.inputs().get(0).shape(), inputs.subList(1, inputs.size())));
      named(call, kwargs);
      return out;
    }
    if (layer instanceof Cell cell) {
      args.add(inputs.get(0));
      args.add(
          InnerLayers.cellStates(
              cell, call.inputs().get(0).shape(), inputs.subList(1, inputs.size())));
      return out;
    }
    if (layer instanceof Model m && m.topology() instanceof Topology.Functional f) {
      args.add(nested(f.inputs(), inputs, i -> i));
    } else if (Calls.takesList(className) || (inputs.size() > 1 && layer instanceof Model)) {
      args.addArray().addAll(inputs);
    } else {
      int positional = Math.min(call.form().positional(), inputs.size());
      args.addAll(inputs.subList(0, positional));
      for (int i = positional; i < inputs.size(); i++) {
        kwargs.set(layer.signature().inputs().get(i), inputs.get(i));
      }
    }
    named(call, kwargs);
    if (isPlain(call)) {
      if (Calls.takesTraining(className)) {
        kwargs.put("training", false);
      }
      if (Calls.takesMask(className)) {
        kwargs.set("mask", mask(call).<JsonNode>map(this::tensor).orElse(Json.NODES.nullNode()));
      }
    }
    return out;
  }

  private void named(LayerCall call, ObjectNode kwargs) {
    call.form()
        .named()
        .forEach((name, a) -> kwargs.set(KeyNames.snake(name), argument(a, call.inputs())));
  }

  /** Keras adds arguments by itself only where there are none and one tensor stands alone. */
  private static boolean isPlain(LayerCall call) {
    return call.form().named().isEmpty() && call.form().positional() == call.form().inputs();
  }

  private JsonNode argument(CallForm.Argument a, List<SymbolicTensor> tensors) {
    if (a instanceof CallForm.Argument.Flag f) {
      return Json.NODES.booleanNode(f.value());
    }
    if (a instanceof CallForm.Argument.Tensors list) {
      ArrayNode out = Json.NODES.arrayNode();
      list.indices().forEach(i -> out.add(tensor(i, tensors)));
      return out;
    }
    return tensor(((CallForm.Argument.Tensor) a).index(), tensors);
  }

  private JsonNode tensor(Optional<Integer> index, List<SymbolicTensor> tensors) {
    return index.<JsonNode>map(i -> tensor(tensors.get(i))).orElse(Json.NODES.nullNode());
  }

  private ObjectNode tensor(SymbolicTensor t) {
    ObjectNode out = Json.NODES.objectNode();
    out.put("class_name", FunctionalJson.TENSOR);
    ObjectNode config = out.putObject("config");
    config.set("shape", JsonValues.shape(t.shape()));
    config.put("dtype", t.dtype().keras());
    config.set("keras_history", history(t));
    return out;
  }

  private ArrayNode history(SymbolicTensor t) {
    LayerCall call = t.source();
    ArrayNode out = Json.NODES.arrayNode();
    out.add(call.layer().name().orElseThrow());
    out.add(indices.getOrDefault(call, 0));
    out.add(t.index());
    return out;
  }

  /** Tensors in Keras' nesting, in which dictionaries are flattened by their sorted keys. */
  static <T> JsonNode nested(Nesting nesting, List<T> flat, Function<T, JsonNode> write) {
    if (nesting instanceof Nesting.Named named) {
      var values = new HashMap<String, JsonNode>();
      int at = 0;
      for (var e : new TreeMap<>(named.entries()).entrySet()) {
        int size = e.getValue().size();
        values.put(e.getKey(), nested(e.getValue(), flat.subList(at, at + size), write));
        at += size;
      }
      ObjectNode out = Json.NODES.objectNode();
      named.entries().keySet().forEach(k -> out.set(k, Objects.requireNonNull(values.get(k))));
      return out;
    }
    if (nesting instanceof Nesting.Items list) {
      ArrayNode out = Json.NODES.arrayNode();
      int at = 0;
      for (Nesting n : list.items()) {
        out.add(nested(n, flat.subList(at, at + n.size()), write));
        at += n.size();
      }
      return out;
    }
    return write.apply(flat.get(0));
  }

  /** Keras counts the first call of a functional model as 1 here, else as 0. */
  private ArrayNode end(SymbolicTensor t) {
    ArrayNode out = history(t);
    if (t.source().layer().layer() instanceof Model m
        && m.topology() instanceof Topology.Functional) {
      out.set(1, out.get(1).intValue() + 1);
    }
    return out;
  }
}
