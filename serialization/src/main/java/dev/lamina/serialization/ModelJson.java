package dev.lamina.serialization;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.tensor.DType;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Models in the form that Keras' {@code model.to_json()} writes. When reading, everything that
 * Lamina has no class for is listed in one error, before anything is made.
 */
public final class ModelJson {
  private final KerasJson objects;
  private final String file;

  /** {@code file}: named in errors. */
  public ModelJson(KerasRegistry registry, String file) {
    this.objects = new KerasJson(registry);
    this.file = file;
  }

  KerasJson objects() {
    return objects;
  }

  /**
   * What the model needs and the registry does not have, one line each; empty if it can be read.
   */
  public List<String> unsupported(JsonNode json) {
    return missing(json).stream().map(Missing::toString).distinct().toList();
  }

  /** What the model needs and the registry does not have. */
  public List<Missing> missing(JsonNode json) {
    return Unsupported.in(json, objects);
  }

  /** The model in the form of Keras' {@code to_json()}, with its compile settings. */
  public ObjectNode write(Model model) {
    return new ModelWriter(objects).write(model);
  }

  /**
   * The model, with new initial weights.
   *
   * @throws ModelFormatException if it is not valid or too large; whatever a strange file makes a
   *     layer throw becomes one
   */
  public Model read(JsonNode json) {
    ModelLimits.check(file, json);
    List<String> missing = unsupported(json);
    if (!missing.isEmpty()) {
      throw new ModelFormatException(
          "%s: not supported:%n  %s%nYour own classes need a line such as KerasRegistry.standard().with(\"my_package\", MyLayer.class)"
              .formatted(file, String.join("\n  ", missing)));
    }
    return ModelLimits.guarded(file, () -> model(json));
  }

  /** A model inside of one that is checked. */
  Model model(JsonNode json) {
    JsonNode config = json.path("config");
    String name = config.path("name").asString("model");
    String where = "%s: model '%s'".formatted(file, name);
    try {
      return switch (json.path("class_name").asString("")) {
        case "Sequential" -> sequential(name, config, where);
        case "Functional", "Model" -> new FunctionalJson(this, name, config, where).read();
        default ->
            throw new ModelFormatException(
                "%s: expected class_name Sequential or Functional, got %s"
                    .formatted(where, KerasJson.brief(json.path("class_name"))));
      };
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(where + ": " + e.getMessage(), e);
    }
  }

  private Model sequential(String name, JsonNode config, String where) {
    var entries = new ArrayList<Object>();
    for (JsonNode l : config.path("layers")) {
      entries.add(isInput(l) ? input(l, where) : layer(l, where));
    }
    JsonNode shape = config.path("build_input_shape");
    if (!entries.isEmpty() && !(entries.get(0) instanceof Input) && shape.isArray()) {
      entries.add(0, builtFor(entries.get(0), JsonScalars.shape(shape, where)));
    }
    return Sequential.of(name, entries);
  }

  private static Input builtFor(Object first, SymbolicShape shape) {
    boolean tokens = first instanceof Shared s && s.layer().kerasName().equals("Embedding");
    return Input.ofBatch(shape, tokens ? DType.INT32 : DType.FLOAT32, Optional.empty());
  }

  static boolean isInput(JsonNode layer) {
    return layer.path("class_name").asString("").equals("InputLayer");
  }

  static boolean isModel(JsonNode json) {
    return Set.of("Functional", "Sequential").contains(json.path("class_name").asString(""));
  }

  Input input(JsonNode layer, String where) {
    JsonNode config = layer.path("config");
    String name = config.path("name").asString("");
    String place = "%s: input '%s'".formatted(where, name);
    for (String flag : List.of("sparse", "ragged", "optional")) {
      if (config.path(flag).booleanValue(false)) {
        throw new ModelFormatException("%s: %s inputs are not supported".formatted(place, flag));
      }
    }
    JsonNode shape =
        config.has("batch_shape") ? config.path("batch_shape") : config.path("batch_input_shape");
    DType dtype;
    try {
      dtype = DType.ofKeras(config.path("dtype").asString("float32"));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(place + ": " + e.getMessage(), e);
    }
    return Input.ofBatch(
        JsonScalars.shape(shape, place + ": batch_shape"),
        dtype,
        name.isEmpty() ? Optional.empty() : Optional.of(name));
  }

  /** A layer with an identity; a model inside of the model is one, too. */
  Shared layer(JsonNode json, String where) {
    return Shared.of(new LayerJson(objects).read(json, where));
  }
}
