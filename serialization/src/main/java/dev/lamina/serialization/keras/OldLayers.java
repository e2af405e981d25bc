package dev.lamina.serialization.keras;

import dev.lamina.training.ImportReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Layers of Keras 2, and of legacy files of Keras 3, in the form that Keras 3 writes into {@code
 * .keras} files.
 */
final class OldLayers {
  static final String MODULE = "module";
  static final String CLASS = "class_name";
  static final String CONFIG = "config";
  static final String NAME = "name";
  private static final String REGISTERED = "registered_name";

  private static final Set<String> MODELS = Set.of("Functional", "Sequential", "Model");

  private final boolean keras2;
  private final Notes notes;
  private final OldObjects objects;

  /** Layers of Keras 3 that make others when they are built, which do not know of their flag. */
  private static final Set<String> TRAINED_ANYWAY =
      Set.of("MultiHeadAttention", "GroupQueryAttention");

  /** {@code keras2}: whether the file is of Keras 2, or only in an older form. */
  OldLayers(boolean keras2, Notes notes) {
    this.keras2 = keras2;
    this.notes = notes;
    this.objects = new OldObjects(keras2, notes);
  }

  static boolean isModel(JsonNode json) {
    return MODELS.contains(json.path(CLASS).asString(""))
        && !json.path(CONFIG).path("layers").isMissingNode();
  }

  /** A layer or a model, with what stands beside its config. */
  ObjectNode layer(JsonNode old) {
    if (!(old instanceof ObjectNode o) || !(o.path(CONFIG) instanceof ObjectNode config)) {
      return old instanceof ObjectNode o
          ? o.deepCopy()
          : JsonNodeFactory.instance.objectNode().set(CONFIG, old);
    }
    ObjectNode out = o.deepCopy();
    out.remove("shared_object_id");
    if (isModel(o)) {
      return new OldModels(this, notes).model(out);
    }
    String oldClass = o.path(CLASS).asString("");
    String className = keras2 ? OldArguments.className(oldClass) : oldClass;
    String name = config.path(NAME).asString(o.path(NAME).asString(""));
    if (!className.equals(oldClass)) {
      notes.changed(name, oldClass, "is read as " + className);
    }
    out.put(CLASS, className);
    if (!out.path(MODULE).isString()) {
      out.put(MODULE, "keras.layers");
    }
    if (!out.has(REGISTERED)) {
      out.putNull(REGISTERED);
    }
    out.set(CONFIG, config(config, oldClass, className, name));
    return out;
  }

  private ObjectNode config(ObjectNode old, String oldClass, String className, String name) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> e : old.properties()) {
      String key = e.getKey();
      JsonNode value = e.getValue();
      if (keras2 && !className.equals("InputLayer")) {
        Optional<OldArguments.Dropped> dropped = OldArguments.dropped(className, key);
        if (dropped.isPresent()) {
          drop(dropped.get(), value, className, name);
          continue;
        }
        Optional<String> renamed = OldArguments.renamed(className, key);
        if (renamed.isPresent()) {
          notes.changed(name, oldClass, "'%s' is now '%s'".formatted(key, renamed.get()));
          key = renamed.get();
        }
      }
      out.set(key, inside(key, value, name, className));
    }
    if (!keras2 && TRAINED_ANYWAY.contains(className)) {
      unfreeze(out, className, name);
    }
    OldArguments.absent(oldClass)
        .forEach(
            (key, value) -> {
              if (!out.has(key)) {
                out.set(key, value);
              }
            });
    if (keras2) {
      shapes(out, className);
    }
    return out;
  }

  /** As Keras: what a layer makes when it is built is trained, whatever the file says of it. */
  private void unfreeze(ObjectNode config, String className, String name) {
    if (!config.path("trainable").booleanValue(true)) {
      config.put("trainable", true);
      notes.changed(
          name,
          className,
          "'trainable' is false in the file, but Keras trains it all the same after loading;"
              + " setTrainable(false) freezes it");
    }
  }

  private void drop(OldArguments.Dropped d, JsonNode value, String className, String name) {
    if (!d.allows(value)) {
      notes.problem(
          new ImportReport.Note(
              name,
              className,
              d.key(),
              "%s = %s has no counterpart in Keras 3; only %s is read"
                  .formatted(d.key(), value, d.harmless().get(0)),
              Optional.empty()));
    }
  }

  private JsonNode inside(String key, JsonNode value, String name, String className) {
    if (value.path(CLASS).isString() && Set.of("layer", "backward_layer", "cell").contains(key)) {
      return layer(value);
    }
    if (key.equals("cells") && value.isArray()) {
      ArrayNode out = JsonNodeFactory.instance.arrayNode();
      value.forEach(c -> out.add(layer(c)));
      return out;
    }
    return objects.value(key, value, name, className);
  }

  private static void shapes(ObjectNode config, String className) {
    if (className.equals("BatchNormalization")
        && config.path("axis") instanceof ArrayNode axes
        && axes.size() == 1) {
      config.set("axis", axes.get(0));
    }
    if (className.equals("Bidirectional")
        && !config.has("backward_layer")
        && config.path("layer") instanceof ObjectNode forward) {
      config.set("backward_layer", reversed(forward));
    }
  }

  /** The backward layer that Keras 2 makes where a file has none. */
  private static ObjectNode reversed(ObjectNode forward) {
    ObjectNode out = forward.deepCopy();
    if (out.path(CONFIG) instanceof ObjectNode config
        && forward.path(CONFIG) instanceof ObjectNode own) {
      String name = own.path(NAME).asString("");
      config.put("go_backwards", !config.path("go_backwards").booleanValue(false));
      config.put(NAME, "backward_" + name);
      own.put(NAME, "forward_" + name);
    }
    return out;
  }
}
