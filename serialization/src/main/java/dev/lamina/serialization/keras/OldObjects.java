package dev.lamina.serialization.keras;

import dev.lamina.serialization.Keras2Functions;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Initializers, regularizers, constraints, activations and numbers in configs of Keras 2. */
final class OldObjects {
  private static final String HARD_SIGMOID = Keras2Functions.HARD_SIGMOID.kerasName();

  private static final String MODULE = "module";
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Map<String, String> MODULES =
      Map.of(
          "initializer", "keras.initializers",
          "regularizer", "keras.regularizers",
          "constraint", "keras.constraints");

  private static final Set<String> ACTIVATIONS = Set.of("activation", "recurrent_activation");

  private final boolean keras2;
  private final Notes notes;

  /** {@code keras2}: whether the file is of Keras 2, or only in an older form. */
  OldObjects(boolean keras2, Notes notes) {
    this.keras2 = keras2;
    this.notes = notes;
  }

  /** A value of a layer's config, in Keras 3's form. */
  JsonNode value(String key, JsonNode value, String layer, String className) {
    if (ACTIVATIONS.contains(key)) {
      return activation(value, layer, className);
    }
    String kind = MODULES.get(key.substring(key.lastIndexOf('_') + 1));
    if (kind != null && value instanceof ObjectNode o) {
      return object(o, kind);
    }
    return plain(value);
  }

  private JsonNode activation(JsonNode value, String layer, String className) {
    JsonNode name = value.isObject() ? value.path(CONFIG) : value;
    if (keras2 && name.asString("").equals("hard_sigmoid")) {
      notes.changed(
          layer,
          className,
          "activation 'hard_sigmoid' is Keras 2's, clip(0.2 x + 0.5, 0, 1); it is saved as '"
              + HARD_SIGMOID
              + "', because Keras 3's is another function");
      ObjectNode out = JSON.objectNode();
      out.put(MODULE, "builtins");
      out.put(CLASS, "function");
      out.put(CONFIG, HARD_SIGMOID);
      out.put("registered_name", "function");
      return out;
    }
    return value;
  }

  /** Adds the module that older files leave out. */
  static ObjectNode object(ObjectNode old, String module) {
    ObjectNode out = old.deepCopy();
    if (!out.path(MODULE).isString()) {
      out.put(MODULE, module);
    }
    out.remove("shared_object_id");
    if (!out.path("registered_name").isString()) {
      out.putNull("registered_name");
    }
    if (out.path(CONFIG) instanceof ObjectNode config) {
      // The first versions of tf.keras wrote the dtype of what is made.
      config.remove("dtype");
      if (out.path(CLASS).asString("").equals("VarianceScaling")
          && config.path("distribution").asString("").equals("normal")) {
        config.put("distribution", "truncated_normal");
      }
    }
    return out;
  }

  /** NumPy's numbers, which Keras 2 wrote as objects, are numbers. */
  static JsonNode plain(JsonNode value) {
    if (value.path("type").asString("").equals("ndarray") && value.has("value")) {
      return plain(value.path("value"));
    }
    if (value instanceof ArrayNode a) {
      ArrayNode out = JSON.arrayNode();
      a.forEach(v -> out.add(plain(v)));
      return out;
    }
    return value;
  }
}
