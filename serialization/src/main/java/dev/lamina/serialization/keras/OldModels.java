package dev.lamina.serialization.keras;

import static dev.lamina.serialization.keras.OldLayers.CLASS;
import static dev.lamina.serialization.keras.OldLayers.CONFIG;
import static dev.lamina.serialization.keras.OldLayers.MODULE;
import static dev.lamina.serialization.keras.OldLayers.NAME;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Models of Keras 2 in the form of Keras 3. */
final class OldModels {
  private static final String LAYERS = "layers";
  private static final String SHAPE = "batch_input_shape";
  private static final String INPUT = "InputLayer";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final OldLayers layers;
  private final Notes notes;

  OldModels(OldLayers layers, Notes notes) {
    this.layers = layers;
    this.notes = notes;
  }

  /** {@code old} is changed and returned. */
  ObjectNode model(ObjectNode old) {
    String className = old.path(CLASS).asString("");
    old.put(MODULE, "keras");
    old.put(CLASS, OldArguments.className(className));
    old.putNull("registered_name");
    if (old.path(CONFIG) instanceof ObjectNode config) {
      JsonNode own = config.path(LAYERS);
      ArrayNode made = JSON.arrayNode();
      if (className.equals("Sequential")) {
        input(own, made);
      }
      own.forEach(l -> made.add(layers.layer(l)));
      config.set(LAYERS, made);
      if (!className.equals("Sequential")) {
        new OldNodes(config, notes).convert();
      }
    }
    return old;
  }

  /** The input of a sequential model that only its first layer tells. */
  private static void input(JsonNode own, ArrayNode made) {
    JsonNode first = own.path(0);
    JsonNode config = first.path(CONFIG);
    if (!first.path(CLASS).asString("").equals(INPUT) && config.path(SHAPE).isArray()) {
      ObjectNode input = made.addObject();
      input.put(MODULE, "keras.layers");
      input.put(CLASS, INPUT);
      ObjectNode c = input.putObject(CONFIG);
      c.set("batch_shape", config.path(SHAPE));
      boolean tokens = first.path(CLASS).asString("").equals("Embedding");
      c.put("dtype", tokens ? "int32" : config.path("dtype").asString("float32"));
      c.put(NAME, config.path(NAME).asString("layer") + "_input");
      input.putNull("registered_name");
    }
  }
}
