package dev.lamina.testkit.conformance;

import dev.lamina.Model;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** Models of golden cases. */
final class Models {
  private Models() {}

  static ModelJson json(GoldenCase c) {
    return new ModelJson(KerasRegistry.standard(), c.id());
  }

  /** The case's model; its weights hold their initial values. */
  static Model read(GoldenCase c, JsonNode model) {
    KerasObjects.requireSupported(c, model);
    try {
      return json(c).read(model);
    } catch (ModelFormatException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("not supported")) {
        throw new UnsupportedCaseException(message);
      }
      throw e;
    }
  }

  /** Sets all weights by list order. */
  static void setWeights(GoldenCase c, Model model) {
    var values = new ArrayList<Tensor>();
    c.get("weights").forEach(w -> values.add(c.tensor(w.path("tensor"))));
    model.setWeights(values);
  }

  /** The model's weight with this path in the case, by position. */
  static Weight weight(GoldenCase c, Model model, String path) {
    int i = 0;
    for (JsonNode w : c.get("weights")) {
      if (w.path("path").asString("").equals(path)) {
        return model.weights().get(i);
      }
      i++;
    }
    throw new IllegalStateException(c.id() + ": no weight " + path);
  }
}
