package dev.lamina.serialization;

import static dev.lamina.serialization.KerasJson.ACTIVITY_REGULARIZER;
import static dev.lamina.serialization.KerasJson.LAYER_KEYS;

import dev.lamina.Model;
import dev.lamina.layers.Cell;
import dev.lamina.layers.Configured;
import dev.lamina.layers.DTypePolicy;
import dev.lamina.layers.Layer;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.TypedLayer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.DType;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Layers inside of models or of other layers, with what Keras keeps beside their arguments. */
final class LayerJson {
  private static final String FLOAT32 = "float32";

  /** Layers whose dtype Keras writes as its name only. */
  private static final Set<String> PLAIN_DTYPE =
      Set.of(
          "Discretization",
          "HashedCrossing",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D");

  private static final Set<String> LAYER_AND_ACTIVITY =
      Stream.concat(LAYER_KEYS.stream(), Stream.of(ACTIVITY_REGULARIZER))
          .collect(Collectors.toUnmodifiableSet());

  /** Layers that Keras does not build for a shape. */
  private static final Set<String> BUILT_FOR_ALL = Set.of("StringLookup", "IntegerLookup");

  private final KerasJson objects;

  LayerJson(KerasJson objects) {
    this.objects = objects;
  }

  /** A layer inside of another layer. */
  ObjectNode write(Layer layer) {
    Configured c = Configured.of(layer);
    if (c.layer() instanceof Model m) {
      return new ModelWriter(objects).inside(m, c.name().orElse(m.name()), c.trainable());
    }
    return write(c, c.name().orElse(KerasJson.defaultName(c)), List.of());
  }

  /** {@code inputs}: the shapes the layer was built for, if known. */
  ObjectNode write(Configured layer, String name, List<SymbolicShape> inputs) {
    KerasClass c = objects.classOf(layer.layer());
    ObjectNode head = Json.NODES.objectNode();
    head.put("name", name);
    head.put("trainable", layer.trainable());
    DTypePolicy policy = layer.dtype().orElseGet(objects::policy);
    head.set("dtype", dtype(layer.layer(), policy));
    layer.activityRegularizer().ifPresent(r -> head.set(ACTIVITY_REGULARIZER, objects.write(r)));
    ObjectNode config = ordered(c, head, objects.inside(policy).config(c, (Record) layer.layer()));
    if (!layer.trainable()) {
      freezeInside(config);
    }
    ObjectNode out = KerasJson.wrap(c.module(), c.name(), config, c.registeredName());
    if (!inputs.isEmpty()) {
      new InnerLayers(objects).addShapes(config, layer.layer(), inputs.get(0));
    }
    if (c.builds() && !inputs.isEmpty()) {
      out.set("build_config", buildConfig(layer.layer(), inputs));
    }
    return out;
  }

  private static JsonNode dtype(Layer layer, DTypePolicy policy) {
    String name =
        layer instanceof TypedLayer t ? t.dtype().map(DType::keras).orElse(FLOAT32) : policy.name();
    return PLAIN_DTYPE.contains(layer.kerasName()) ? Json.NODES.stringNode(name) : policy(name);
  }

  /** Name, trainable and dtype come first, unless the class has an order for them, too. */
  private static ObjectNode ordered(KerasClass c, ObjectNode head, ObjectNode own) {
    if (!c.order().contains("name")) {
      return head.setAll(own);
    }
    ObjectNode out = Json.NODES.objectNode();
    for (String key : c.order()) {
      out.set(key, LAYER_KEYS.contains(key) ? head.get(key) : own.get(key));
    }
    return out;
  }

  /** A layer that is called on one list has one shape for it, others name theirs. */
  private static ObjectNode buildConfig(Layer layer, List<SymbolicShape> inputs) {
    ObjectNode out = Json.NODES.objectNode();
    if (BUILT_FOR_ALL.contains(layer.kerasName())) {
      return out;
    }
    List<String> names = layer.signature().inputs();
    if (Calls.takesList(layer.kerasName())) {
      var all = out.putArray("input_shape");
      inputs.forEach(s -> all.add(JsonValues.shape(s)));
    } else if (names.size() > 1 && inputs.size() > 1) {
      ObjectNode shapes = out.putObject("shapes_dict");
      for (int i = 0; i < inputs.size(); i++) {
        shapes.set(names.get(i) + "_shape", JsonValues.shape(inputs.get(i)));
      }
    } else if (inputs.size() == 1 || layer instanceof Cell) {
      out.set("input_shape", JsonValues.shape(inputs.get(0)));
    } else {
      initialState(layer, out.putObject("shapes_dict"), inputs);
    }
    return out;
  }

  private static void initialState(Layer layer, ObjectNode shapes, List<SymbolicShape> inputs) {
    shapes.set("sequences_shape", JsonValues.shape(inputs.get(0)));
    List<JsonNode> states = inputs.stream().skip(1).<JsonNode>map(JsonValues::shape).toList();
    shapes.set("initial_state_shape", InnerLayers.states(layer, inputs.get(0), states));
  }

  static ObjectNode policy(String dtype) {
    ObjectNode name = Json.NODES.objectNode();
    name.put("name", dtype);
    return KerasJson.wrap("keras", "DTypePolicy", name, Optional.empty());
  }

  Configured read(JsonNode json, String where) {
    if (!(json instanceof ObjectNode o)) {
      throw new ModelFormatException(where + ": expected a layer, got " + KerasJson.brief(json));
    }
    String className = o.path("class_name").asString("");
    JsonNode config = o.path("config");
    boolean trainable = !frozen(o);
    if (ModelJson.isModel(o) && objects.find(Layer.class, o).isEmpty()) {
      Model inner = new ModelJson(objects.registry(), where).model(o);
      return new Configured(inner, Optional.of(inner.name()), trainable);
    }
    String name = config.path("name").asString("");
    String place = "%s: layer '%s' (%s)".formatted(where, name, className);
    KerasClass c =
        objects
            .find(Layer.class, o)
            .orElseThrow(() -> new ModelFormatException(place + ": unknown layer class"));
    DTypePolicy policy =
        TypedLayer.class.isAssignableFrom(c.type())
            ? objects.policy()
            : policy(config.path("dtype"), place);
    boolean beside =
        config.hasNonNull(ACTIVITY_REGULARIZER) && !objects.has(c, ACTIVITY_REGULARIZER);
    Set<String> keys = beside ? LAYER_AND_ACTIVITY : LAYER_KEYS;
    Record layer = objects.inside(policy).record(c, config, place, keys);
    return new Configured(
        (Layer) layer,
        name.isEmpty() ? Optional.empty() : Optional.of(name),
        trainable,
        Optional.of(policy).filter(p -> !p.equals(objects.policy())),
        beside ? Optional.of(activity(config, place)) : Optional.empty());
  }

  private Regularizer activity(JsonNode config, String place) {
    return objects.read(
        Regularizer.class, config.path(ACTIVITY_REGULARIZER), place + ": " + ACTIVITY_REGULARIZER);
  }

  /**
   * Whether nothing in a layer is trained. In a file of Keras each layer's flag is about the
   * weights that it holds itself: one around others freezes only what says so itself.
   */
  private static boolean frozen(ObjectNode layer) {
    JsonNode config = layer.path("config");
    List<ObjectNode> inside = new ArrayList<>();
    config.forEach(value -> layers(value, inside));
    return !config.path("trainable").booleanValue(true)
        && inside.stream().allMatch(LayerJson::frozen);
  }

  /** A frozen layer's layers say themselves that they are frozen: so Keras reads it. */
  static void freezeInside(JsonNode config) {
    List<ObjectNode> inside = new ArrayList<>();
    config.forEach(value -> layers(value, inside));
    for (ObjectNode layer : inside) {
      ((ObjectNode) layer.path("config")).put("trainable", false);
      freezeInside(layer.path("config"));
    }
  }

  /** The layers in a value of a config: it itself, or in a list. */
  private static void layers(JsonNode value, List<ObjectNode> out) {
    if (value.isArray()) {
      value.forEach(v -> layers(v, out));
    } else if (value instanceof ObjectNode o && o.path("config").has("trainable")) {
      out.add(o);
    }
  }

  /** A policy is a name, or an object with one; float32 if there is none. */
  static DTypePolicy policy(JsonNode dtype, String where) {
    JsonNode name = dtype.isObject() ? dtype.path("config").path("name") : dtype;
    if (name.isMissingNode() || name.isNull()) {
      return DTypePolicy.FLOAT32;
    }
    return JsonValues.check(where, () -> DTypePolicy.of(name.asString(dtype.toString())));
  }
}
