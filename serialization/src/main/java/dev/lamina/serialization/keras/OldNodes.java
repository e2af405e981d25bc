package dev.lamina.serialization.keras;

import static dev.lamina.serialization.keras.OldLayers.CONFIG;
import static dev.lamina.serialization.keras.OldLayers.NAME;

import dev.lamina.training.ImportReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The nodes of a functional model of Keras 2: lists {@code [layer, node, tensor, arguments]} become
 * objects with {@code args} and {@code kwargs}.
 */
final class OldNodes {
  private static final String NODES = "inbound_nodes";
  private static final String CONSTANT = "_CONSTANT_VALUE";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode model;
  private final Notes notes;
  private final Set<String> names = new HashSet<>();

  /**
   * How much higher Keras 2 counts the nodes of a layer, because of one that the file leaves out.
   */
  private final Map<String, Integer> shift = new HashMap<>();

  /** {@code model}: the config, whose layers are converted already. */
  OldNodes(ObjectNode model, Notes notes) {
    this.model = model;
    this.notes = notes;
  }

  void convert() {
    model.path("layers").forEach(l -> names.add(name(l)));
    model.path("layers").forEach(this::count);
    for (JsonNode l : model.path("layers")) {
      if (l instanceof ObjectNode layer && layer.path(NODES) instanceof ArrayNode nodes) {
        ArrayNode made = JSON.arrayNode();
        nodes.forEach(n -> made.add(n.isObject() && n.has("args") ? n : node(n, layer)));
        layer.set(NODES, made);
      }
    }
    for (String ends : List.of("input_layers", "output_layers")) {
      if (!shift.isEmpty()) {
        model.set(ends, shifted(model.path(ends)));
      }
    }
  }

  private static String name(JsonNode layer) {
    return layer.path(NAME).asString(layer.path(CONFIG).path(NAME).asString(""));
  }

  /** A model inside of the model was called once when it was made; the file begins after that. */
  private void count(JsonNode layer) {
    String name = name(layer);
    if (OldLayers.isModel(layer)
        && layer.path(NODES).path(0).isArray()
        && !refersToFirst(model, name)) {
      shift.put(name, 1);
    }
  }

  private static boolean refersToFirst(JsonNode json, String name) {
    if (isReference(json) && json.get(0).asString("").equals(name) && json.get(1).asInt(-1) == 0) {
      return true;
    }
    for (JsonNode n : json) {
      if (refersToFirst(n, name)) {
        return true;
      }
    }
    return false;
  }

  /** {@code [layer, node, tensor]}, perhaps with arguments. */
  private static boolean isReference(JsonNode json) {
    return json.isArray()
        && (json.size() == 3 || json.size() == 4)
        && json.get(0).isString()
        && json.get(1).isIntegralNumber()
        && json.get(2).isIntegralNumber();
  }

  private JsonNode shifted(JsonNode ends) {
    if (isReference(ends)) {
      return history(ends);
    }
    if (ends instanceof ArrayNode a) {
      ArrayNode out = JSON.arrayNode();
      a.forEach(e -> out.add(shifted(e)));
      return out;
    }
    if (ends instanceof ObjectNode o) {
      ObjectNode out = JSON.objectNode();
      o.properties().forEach(e -> out.set(e.getKey(), shifted(e.getValue())));
      return out;
    }
    return ends;
  }

  private ArrayNode history(JsonNode reference) {
    String layer = reference.get(0).asString("");
    ArrayNode out = JSON.arrayNode();
    out.add(layer);
    out.add(reference.get(1).asInt(0) - shift.getOrDefault(layer, 0));
    out.add(reference.get(2));
    return out;
  }

  private ObjectNode tensor(JsonNode reference) {
    ObjectNode out = JSON.objectNode();
    out.put("class_name", "__keras_tensor__");
    out.putObject(CONFIG).set("keras_history", history(reference));
    return out;
  }

  private ObjectNode node(JsonNode old, ObjectNode layer) {
    ObjectNode out = JSON.objectNode();
    ArrayNode args = out.putArray("args");
    ObjectNode kwargs = out.putObject("kwargs");
    var inputs = new ArrayList<JsonNode>();
    if (isReference(old) || isConstant(old)) {
      inputs.add(old);
    } else {
      old.forEach(inputs::add);
    }
    var tensors = new ArrayList<JsonNode>();
    for (JsonNode input : inputs) {
      if (isReference(input)) {
        tensors.add(tensor(input));
      } else {
        unsupported(layer, input);
      }
      for (Map.Entry<String, JsonNode> e : input.path(3).properties()) {
        kwargs.set(e.getKey(), argument(e.getValue()));
      }
    }
    if (tensors.size() == 1) {
      args.add(tensors.get(0));
    } else {
      args.addArray().addAll(tensors);
    }
    return out;
  }

  private void unsupported(JsonNode layer, JsonNode input) {
    notes.problem(
        ImportReport.Note.of(
            name(layer),
            layer.path("class_name").asString(""),
            "is called on %s, which is no tensor of the model".formatted(input)));
  }

  private static boolean isConstant(JsonNode json) {
    return json.isArray() && json.path(0).asString("").equals(CONSTANT);
  }

  /** An argument by name: a tensor, a list of them, or a value. */
  private JsonNode argument(JsonNode value) {
    if (isReference(value) && names.contains(value.get(0).asString(""))) {
      return tensor(value);
    }
    if (isConstant(value)) {
      return OldObjects.plain(value.path(2));
    }
    if (value instanceof ArrayNode a) {
      ArrayNode out = JSON.arrayNode();
      a.forEach(v -> out.add(argument(v)));
      return out;
    }
    return OldObjects.plain(value);
  }
}
