package dev.lamina.testkit.conformance;

import dev.lamina.serialization.KerasJson;
import dev.lamina.serialization.KerasRegistry;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Losses, optimizers and so on of golden cases. */
final class KerasObjects {
  private KerasObjects() {}

  static KerasJson json() {
    return new KerasJson(KerasRegistry.standard());
  }

  static void requireSupported(GoldenCase c, JsonNode json) {
    List<String> missing = Models.json(c).unsupported(json);
    if (!missing.isEmpty()) {
      throw new UnsupportedCaseException(String.join(", ", missing));
    }
  }

  /** The object under a key; arguments that Keras' config loses are taken from {@code args}. */
  static <T> T read(GoldenCase c, Class<T> kind, String key) {
    JsonNode object = c.get(key);
    requireSupported(c, object);
    JsonNode copy = object.deepCopy();
    if (copy.path("config") instanceof ObjectNode config) {
      for (Map.Entry<String, JsonNode> arg : c.get("args").properties()) {
        if (!config.has(arg.getKey())) {
          config.set(arg.getKey(), arg.getValue());
        }
      }
    }
    return json().read(kind, copy, c.id());
  }

  /** The object's JSON equals the case's, but for arguments that Keras itself loses. */
  static void writtenAgain(Comparison comparison, GoldenCase c, Object object) {
    ObjectNode got = json().write(object);
    if (got.path("config") instanceof ObjectNode config) {
      JsonNode want = c.get("config").path("config");
      c.get("args").propertyNames().stream().filter(k -> !want.has(k)).forEach(config::remove);
      // Keras writes the reductions none and None as they were given.
      if (want.has("reduction") && want.get("reduction").isNull()) {
        comparison.equal("reduction", config.path("reduction").asString(""), "none");
        config.putNull("reduction");
      }
    }
    IdentifierCases.same(comparison, "written again", got, c.get("config"));
  }
}
