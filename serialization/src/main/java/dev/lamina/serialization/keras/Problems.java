package dev.lamina.serialization.keras;

import dev.lamina.layers.Layer;
import dev.lamina.serialization.KerasJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.Missing;
import dev.lamina.serialization.ModelJson;
import dev.lamina.training.ImportReport;
import dev.lamina.training.ModelFormatException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds everything in a configuration that cannot be read: classes, arguments, values. */
final class Problems {
  private final KerasRegistry registry;
  private final KerasJson objects;
  private final ModelJson models;
  private final Notes notes;

  Problems(KerasRegistry registry, Notes notes) {
    this.registry = registry;
    this.objects = new KerasJson(registry);
    this.models = new ModelJson(registry, "");
    this.notes = notes;
  }

  /** {@code config}: a model or compile settings in Keras 3's form. */
  void in(JsonNode config) {
    if (OldLayers.isModel(config)) {
      config.path("config").path("layers").forEach(this::layer);
    } else {
      missing("", config);
    }
  }

  private void layer(JsonNode layer) {
    if (OldLayers.isModel(layer)) {
      in(layer);
      return;
    }
    String name = layer.path("config").path("name").asString("");
    String className = layer.path("class_name").asString("");
    if (missing(name, layer)
        || !(layer instanceof ObjectNode o)
        || className.equals("InputLayer")
        || layer.path("module").asString("").startsWith("keras.src.ops")) {
      return;
    }
    Map<String, String> arguments = objects.unknownArguments(o);
    arguments.forEach(
        (key, why) ->
            notes.problem(
                new ImportReport.Note(
                    name,
                    className,
                    key,
                    why,
                    why.startsWith("unknown")
                        ? nearest(key, objects.arguments(o))
                        : Optional.empty())));
    if (arguments.isEmpty()) {
      values(o, name, className);
    }
  }

  private void values(ObjectNode layer, String name, String className) {
    try {
      objects.read(Layer.class, layer, "");
    } catch (ModelFormatException e) {
      String message = String.valueOf(e.getMessage());
      String place = ": layer '%s' (%s): ".formatted(name, className);
      notes.problem(
          ImportReport.Note.of(
              name,
              className,
              message.startsWith(place) ? message.substring(place.length()) : message));
    }
  }

  /** Whether classes are missing. */
  private boolean missing(String layer, JsonNode config) {
    List<Missing> all = models.missing(config);
    for (Missing m : all) {
      boolean own = m.kind() == Layer.class && !m.layer().isEmpty();
      String reason = m.message().isEmpty() ? "is not known" : m.message();
      String what =
          own ? reason : "%s %s %s".formatted(m.kind().getSimpleName(), m.className(), reason);
      notes.problem(
          new ImportReport.Note(
              m.layer().isEmpty() ? layer : m.layer(),
              m.className(),
              "",
              what,
              m.message().isEmpty()
                  ? nearest(m.className(), registry.classes(m.kind()).keySet())
                  : Optional.empty()));
    }
    return !all.isEmpty();
  }

  /** The name that takes the fewest edits, if that is less than half of it. */
  static Optional<String> nearest(String name, Collection<String> known) {
    String own = name.substring(name.lastIndexOf('>') + 1);
    String best = "";
    int least = (own.length() + 1) / 2;
    for (String k : known) {
      int d = distance(own, k);
      if (d < least) {
        least = d;
        best = k;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
