package dev.lamina.serialization.keras;

import tools.jackson.databind.JsonNode;

/** Which Keras a configuration is of. */
final class Versions {
  private Versions() {}

  /** By the version that the file tells, else by what only Keras 2 writes. */
  static boolean isKeras2(String version, JsonNode config) {
    if (!version.isEmpty()) {
      return version.startsWith("2.") || version.startsWith("1.");
    }
    return hasOldKeys(config);
  }

  private static boolean hasOldKeys(JsonNode json) {
    if (json.has("batch_input_shape")) {
      return true;
    }
    for (JsonNode n : json) {
      if (hasOldKeys(n)) {
        return true;
      }
    }
    return false;
  }
}
