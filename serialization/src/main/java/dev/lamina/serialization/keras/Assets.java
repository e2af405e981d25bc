package dev.lamina.serialization.keras;

import dev.lamina.serialization.hdf5.Hdf5Dataset;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts the vocabularies that a {@code .keras} file keeps beside its weights into the configs. */
final class Assets {
  private static final String VOCABULARY = "vocabulary";
  private static final String INTEGER = "IntegerLookup";
  private static final Set<String> LOOKUPS = Set.of("StringLookup", INTEGER, "TextVectorization");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final KerasSource source;

  Assets(KerasSource source) {
    this.source = source;
  }

  /**
   * {@code model}: in Keras 3's form; it is changed. {@code path}: its own, empty or with a slash.
   */
  void into(JsonNode model, String path) throws IOException {
    var counter = new ClassCounter();
    for (JsonNode layer : model.path("config").path("layers")) {
      if (layer.path("module").asString("").startsWith("keras.src.ops")) {
        continue;
      }
      String className = layer.path("class_name").asString("");
      String at = path + "layers/" + counter.next(className);
      if (OldLayers.isModel(layer)) {
        into(layer, at + "/");
      } else if (LOOKUPS.contains(className) && layer.path("config") instanceof ObjectNode c) {
        lookup(className, c, at);
      }
    }
  }

  private void lookup(String className, ObjectNode config, String at) throws IOException {
    JsonNode own = config.path(VOCABULARY);
    boolean inConfig = own.isArray() && !own.isEmpty();
    Optional<byte[]> file = source.asset(at + "/vocabulary.txt");
    if (inConfig || file.isEmpty()) {
      return;
    }
    List<String> lines = lines(new String(file.get(), StandardCharsets.UTF_8));
    int special = 0;
    if (config.path("output_mode").asString("").equals("tf_idf")) {
      special = config.path("num_oov_indices").asInt(1);
      idf(config, at, special);
    }
    ArrayNode tokens = JSON.arrayNode();
    for (String line : lines.subList(Math.min(special, lines.size()), lines.size())) {
      if (className.equals(INTEGER)) {
        tokens.add(number(line, at));
      } else {
        tokens.add(line);
      }
    }
    config.set(VOCABULARY, tokens);
  }

  private long number(String line, String at) {
    try {
      return Long.parseLong(line.strip());
    } catch (NumberFormatException e) {
      throw new ModelFormatException(
          "%s!assets/%s/vocabulary.txt: expected an integer, got '%s'"
              .formatted(source.name(), at, line),
          e);
    }
  }

  /** As Keras does: empty lines at the end are no tokens. */
  private static List<String> lines(String text) {
    var out = new ArrayList<>(text.lines().toList());
    while (!out.isEmpty() && out.get(out.size() - 1).isEmpty()) {
      out.remove(out.size() - 1);
    }
    return out;
  }

  private void idf(ObjectNode config, String at, int special) {
    Optional<Hdf5Dataset> stored =
        source.weights().flatMap((Hdf5Group w) -> w.dataset(at + "/vars/idf_weights"));
    if (stored.isPresent()) {
      Tensor t = stored.get().read();
      ArrayNode weights = config.putArray("idf_weights");
      for (int i = special; i < t.size(); i++) {
        weights.add(t.getDouble(i));
      }
    }
  }
}
