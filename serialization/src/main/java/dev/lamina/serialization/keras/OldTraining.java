package dev.lamina.serialization.keras;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Compile settings of Keras 2, and of legacy files, in the form of Keras 3. */
final class OldTraining {
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";
  private static final String RATE = "learning_rate";
  private static final String OPTIMIZER = "optimizer";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What optimizers before Keras 2.11 do not have, at the values under which it does nothing. */
  private static final Map<String, JsonNode> ABSENT =
      Map.of("ema_momentum", JSON.numberNode(0.99), "beta", JSON.numberNode(0.0));

  private static final Set<String> DROPPED =
      Set.of("jit_compile", "is_legacy_optimizer", "decay", "lr", "schedule_decay");

  private final Notes notes;

  OldTraining(Notes notes) {
    this.notes = notes;
  }

  /** {@code training_config} of a legacy file, or {@code compile_config} of Keras 2. */
  ObjectNode compile(ObjectNode old) {
    ObjectNode out = JSON.objectNode();
    JsonNode optimizer =
        old.has("optimizer_config") ? old.path("optimizer_config") : old.path(OPTIMIZER);
    out.set(OPTIMIZER, optimizer instanceof ObjectNode o ? optimizer(o) : optimizer);
    out.set("loss", objects(old.path("loss"), "keras.losses"));
    out.set("loss_weights", nullIfMissing(old.path("loss_weights")));
    out.set("metrics", objects(old.path("metrics"), "keras.metrics"));
    out.set("weighted_metrics", objects(old.path("weighted_metrics"), "keras.metrics"));
    return out;
  }

  private static JsonNode nullIfMissing(JsonNode node) {
    return node.isMissingNode() ? JSON.nullNode() : node;
  }

  private ObjectNode optimizer(ObjectNode old) {
    String full = old.path(CLASS).asString("");
    String name = full.substring(full.lastIndexOf('>') + 1);
    ObjectNode out = JSON.objectNode();
    out.put("module", "keras.optimizers");
    out.put(CLASS, name);
    ObjectNode config = out.putObject(CONFIG);
    JsonNode own = old.path(CONFIG);
    for (Map.Entry<String, JsonNode> e : own.properties()) {
      if (!DROPPED.contains(e.getKey())) {
        config.set(e.getKey(), value(e.getValue()));
      }
    }
    if (own.has("lr")) {
      config.set(RATE, own.get("lr"));
      notes.changed(OPTIMIZER, name, "'lr' is now 'learning_rate'");
    }
    decay(name, own.path("decay").doubleValue(0), config);
    ABSENT.forEach(
        (key, value) -> {
          if (!config.has(key) && (!key.equals("beta") || name.equals("Ftrl"))) {
            config.set(key, value);
          }
        });
    if (config.path("epsilon").isNull()) {
      config.put("epsilon", 1e-7);
    }
    if (config.path("use_ema").isBoolean() && !config.path("use_ema").booleanValue()) {
      config.putNull("ema_overwrite_frequency");
    }
    out.putNull("registered_name");
    return out;
  }

  /** Keras 2's decay divides the rate by 1 + decay times the number of steps. */
  private void decay(String name, double decay, ObjectNode config) {
    if (decay > 0 && config.path(RATE).isNumber()) {
      double rate = config.path(RATE).doubleValue();
      ObjectNode schedule = config.putObject(RATE);
      schedule.put("module", "keras.optimizers.schedules");
      schedule.put(CLASS, "InverseTimeDecay");
      ObjectNode c = schedule.putObject(CONFIG);
      c.put("initial_learning_rate", rate);
      c.put("decay_steps", 1);
      c.put("decay_rate", decay);
      c.put("staircase", false);
      c.put("name", "InverseTimeDecay");
      schedule.putNull("registered_name");
      notes.changed(OPTIMIZER, name, "'decay' is now the schedule InverseTimeDecay");
    }
  }

  private static JsonNode value(JsonNode value) {
    return value instanceof ObjectNode o && o.path(CLASS).isString()
        ? OldObjects.object(o, "keras.optimizers.schedules")
        : OldObjects.plain(value);
  }

  /** Losses or metrics: one, a list, or an object by the outputs' names. */
  private static JsonNode objects(JsonNode old, String module) {
    if (old instanceof ArrayNode a) {
      ArrayNode out = JSON.arrayNode();
      a.forEach(e -> out.add(objects(e, module)));
      return out;
    }
    if (!(old instanceof ObjectNode o)) {
      return nullIfMissing(old);
    }
    if (!o.path(CLASS).isString()) {
      ObjectNode out = JSON.objectNode();
      o.properties().forEach(e -> out.set(e.getKey(), objects(e.getValue(), module)));
      return out;
    }
    JsonNode fn = o.path(CONFIG).path("fn");
    if (o.path(CLASS).asString("").equals("MeanMetricWrapper") && fn.isString()) {
      String name = o.path(CONFIG).path("name").asString("");
      return List.of("accuracy", "acc", "crossentropy", "ce").contains(name)
          ? JSON.stringNode(name)
          : fn;
    }
    // A function that Keras writes as an object is known by its name.
    if (o.path(CLASS).asString("").equals("function")) {
      return o.path(CONFIG);
    }
    ObjectNode out = OldObjects.object(o, module);
    if (out.path(CONFIG) instanceof ObjectNode config) {
      if (config.path("reduction").asString("").equals("auto")) {
        config.put("reduction", "sum_over_batch_size");
      }
      if (module.equals("keras.losses")) {
        config.remove("fn");
      }
    }
    return out;
  }
}
