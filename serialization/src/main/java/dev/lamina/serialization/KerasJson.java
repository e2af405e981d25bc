package dev.lamina.serialization;

import dev.lamina.layers.Configured;
import dev.lamina.layers.DTypePolicies;
import dev.lamina.layers.DTypePolicy;
import dev.lamina.layers.Lambda;
import dev.lamina.layers.Layer;
import dev.lamina.losses.Loss;
import dev.lamina.losses.TypedLoss;
import dev.lamina.metrics.MeanMetricWrapper;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.TypedMetric;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.MultiOptimizer;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensor.DType;
import dev.lamina.training.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts between records and Keras' JSON form of an object: {@code {"module", "class_name",
 * "config", "registered_name"}}. The records' components are the config's keys.
 */
public final class KerasJson {
  static final String ACTIVITY_REGULARIZER = "activity_regularizer";

  /** Keys of layers' configs that their own records do not hold. */
  static final Set<String> LAYER_KEYS = Set.of("name", "trainable", "dtype", "autocast");

  private static final Set<String> OPTIONS =
      new LinkedHashSet<>(new RecordSchema(dev.lamina.optimizers.OptimizerOptions.class).keys());

  private final KerasRegistry registry;
  private final Optional<DTypePolicy> policy;
  private final JsonValues values = new JsonValues(this);

  /** Classes come many times in a model. */
  private final Map<Class<?>, RecordSchema> schemas;

  public KerasJson(KerasRegistry registry) {
    this(registry, Optional.empty(), new ConcurrentHashMap<>());
  }

  private KerasJson(
      KerasRegistry registry, Optional<DTypePolicy> policy, Map<Class<?>, RecordSchema> schemas) {
    this.registry = registry;
    this.policy = policy;
    this.schemas = schemas;
  }

  private RecordSchema schema(KerasClass c) {
    return schemas.computeIfAbsent(c.type(), t -> new RecordSchema(c.type()));
  }

  /** For what is inside of a layer with this dtype policy. */
  KerasJson inside(DTypePolicy layers) {
    return new KerasJson(registry, Optional.of(layers), schemas);
  }

  /** The policy of layers that name none. */
  DTypePolicy policy() {
    return policy.orElseGet(DTypePolicies::get);
  }

  KerasRegistry registry() {
    return registry;
  }

  // ---- writing

  /** The object's JSON form; layers have a name if they are {@link Configured}. */
  public ObjectNode write(Object object) {
    if (object instanceof Configured c) {
      return new LayerJson(this).write(c);
    }
    if (object instanceof TypedLoss t) {
      return typed(t.loss(), t.dtype());
    }
    if (object instanceof TypedMetric t) {
      return typed(t.metric(), t.dtype());
    }
    KerasClass c = classOf(object);
    return wrap(c.module(), c.name(), config(c, (Record) object), c.registeredName());
  }

  /** Keras itself does not write the dtype of a loss, but reads it. */
  private ObjectNode typed(Object object, DType dtype) {
    ObjectNode out = write(object);
    ((ObjectNode) out.path("config")).put("dtype", dtype.keras());
    return out;
  }

  static ObjectNode wrap(
      String module, String className, ObjectNode config, Optional<String> registeredName) {
    ObjectNode out = Json.NODES.objectNode();
    out.put("module", module);
    out.put("class_name", className);
    out.set("config", config);
    out.put("registered_name", registeredName.orElse(null));
    return out;
  }

  KerasClass classOf(Object object) {
    return registry
        .find(object.getClass())
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "cannot save %s: its class %s is not registered; add it with KerasRegistry.with(\"my_package\", %s.class)"
                        .formatted(
                            object,
                            object.getClass().getName(),
                            object.getClass().getSimpleName())));
  }

  /** A record's config in Keras' key order. */
  ObjectNode config(KerasClass c, Record object) {
    if (object instanceof MeanMetricWrapper m) {
      return new FunctionJson(this).config(m);
    }
    var all = new LinkedHashMap<String, JsonNode>();
    head(object, all);
    schema(c).values(object).forEach((key, v) -> all.put(key, values.write(v.value(), v.type())));
    if (object instanceof Lambda l) {
      // Keras does not take the name of an activation alone here.
      all.put("function", JsonValues.function(l.function().kerasName()));
    }
    c.fixed().forEach(all::putIfAbsent);
    ObjectNode out = Json.NODES.objectNode();
    for (String key : order(c, all)) {
      if (object instanceof Layer && LAYER_KEYS.contains(key)) {
        continue;
      }
      JsonNode value = all.getOrDefault(key, NullNode.getInstance());
      boolean left = value.isNull() && c.omitted().contains(key);
      if (!left && !value.equals(c.defaults().get(key))) {
        boolean single = value.isArray() && value.size() == 1 && c.singles().contains(key);
        out.set(key, single ? value.get(0) : value);
      }
    }
    return out;
  }

  /** What Keras writes first because the base classes do. */
  private static void head(Record object, Map<String, JsonNode> all) {
    if (object instanceof Loss l) {
      all.put("name", Json.NODES.stringNode(l.name()));
      all.put("reduction", NullNode.getInstance());
    } else if (object instanceof Metric m) {
      all.put("name", Json.NODES.stringNode(m.name()));
      all.put("dtype", Json.NODES.stringNode("float32"));
    } else if (object instanceof Optimizer o) {
      all.put("name", Json.NODES.stringNode(KeyNames.ofClass(o.kerasName())));
      if (o instanceof LossScaleOptimizer || o instanceof MultiOptimizer) {
        return;
      }
      all.put("learning_rate", NullNode.getInstance());
      OPTIONS.forEach(k -> all.put(k, NullNode.getInstance()));
    }
  }

  private static List<String> order(KerasClass c, Map<String, JsonNode> all) {
    var keys = new LinkedHashSet<String>();
    JsonNode activity = all.get(ACTIVITY_REGULARIZER);
    if (c.kind() == Layer.class
        && activity != null
        && !activity.isNull()
        && !c.inPlace().contains(ACTIVITY_REGULARIZER)) {
      keys.add(ACTIVITY_REGULARIZER);
    }
    keys.addAll(c.order().isEmpty() ? all.keySet() : c.order());
    keys.addAll(all.keySet());
    return List.copyOf(keys);
  }

  /** Whether a class has an argument of this key. */
  boolean has(KerasClass c, String key) {
    return schema(c).keys().contains(key);
  }

  // ---- reading

  /**
   * Reads an object from its JSON form.
   *
   * @param kind the interface it must implement, such as {@code Loss}
   * @param where named in errors
   */
  public <T> T read(Class<T> kind, JsonNode json, String where) {
    if (kind == LearningRate.class && json.isNumber()) {
      return kind.cast(JsonValues.check(where, () -> LearningRate.of(json.doubleValue())));
    }
    if (kind == Layer.class) {
      return kind.cast(new LayerJson(this).read(json, where));
    }
    if (!(json instanceof ObjectNode o) || !o.path("class_name").isString()) {
      throw new ModelFormatException(
          "%s: expected %s with class_name and config, got %s"
              .formatted(where, kind.getSimpleName(), brief(json)));
    }
    KerasClass c =
        find(kind, o)
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        "%s: unknown %s '%s'"
                            .formatted(
                                where, kind.getSimpleName(), o.path("class_name").stringValue())));
    String place = where + " (" + c.name() + ")";
    JsonNode config = o.path("config");
    Record made = record(c, config, place, Set.of("name", "dtype"));
    return kind.cast(has(c, "dtype") ? made : typed(made, config.path("dtype"), place));
  }

  /** A loss or metric in the dtype of its config: a name, or a policy. */
  private static Object typed(Record made, JsonNode dtype, String where) {
    if (made instanceof Loss l) {
      return l.withDtype(LayerJson.policy(dtype, where).computeDtype());
    }
    return made instanceof Metric m
        ? m.withDtype(LayerJson.policy(dtype, where).computeDtype())
        : made;
  }

  /**
   * The class that an object names, if the registry has it. A name of Keras' own counts only with a
   * module of Keras' (or none, in old files) and without a registered name that says otherwise.
   */
  Optional<KerasClass> find(Class<?> kind, ObjectNode o) {
    JsonNode name = o.path("class_name");
    String registered = o.path("registered_name").asString("");
    String module = o.path("module").asString("");
    if (!name.isString() || module.startsWith("keras.src.ops")) {
      return Optional.empty();
    }
    Optional<KerasClass> found =
        registry.find(kind, name.stringValue(), Optional.of(registered).filter(r -> !r.isEmpty()));
    return found.filter(
        c ->
            c.registeredName().isPresent()
                ? registered.isEmpty() || c.registeredName().get().equals(registered)
                : isKeras(module)
                    && (registered.isEmpty() || registered.equals(name.stringValue())));
  }

  /** Whether a module is Keras' own; old files have none. */
  static boolean isKeras(String module) {
    return module.isEmpty()
        || module.equals("keras")
        || module.startsWith("keras.")
        || module.startsWith("tf_keras.")
        || module.startsWith("tensorflow.keras.");
  }

  /** A record of this class from a config; {@code besides}: keys that are someone else's. */
  Record record(KerasClass c, JsonNode config, String where, Set<String> besides) {
    if (!(config instanceof ObjectNode o)) {
      throw new ModelFormatException(where + ": config must be an object, got " + brief(config));
    }
    if (c.type() == MeanMetricWrapper.class) {
      return new FunctionJson(this).wrapper(o, where);
    }
    var schema = schema(c);
    unknownKeys(c, schema, o, where, besides);
    return JsonValues.check(
        where,
        () ->
            schema.make(
                (key, type) ->
                    values.read(
                        o.has(key)
                            ? o.get(key)
                            : c.defaults().getOrDefault(key, c.fixed().get(key)),
                        type,
                        where + ": " + key)));
  }

  private static void unknownKeys(
      KerasClass c, RecordSchema schema, ObjectNode config, String where, Set<String> besides) {
    Map<String, String> problems = unknownKeys(c, schema, config, besides);
    if (!problems.isEmpty()) {
      throw new ModelFormatException(
          "%s: %s; known keys: %s"
              .formatted(
                  where, String.join(", ", problems.values()), new TreeSet<>(schema.keys())));
    }
  }

  private static Map<String, String> unknownKeys(
      KerasClass c, RecordSchema schema, ObjectNode config, Set<String> besides) {
    var known = new TreeSet<>(schema.keys());
    var problems = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonNode> e : config.properties()) {
      String key = e.getKey();
      if (known.contains(key) || besides.contains(key) || c.ignored().contains(key)) {
        continue;
      }
      JsonNode only = c.fixed().get(key);
      if (only == null) {
        problems.put(key, "unknown key '%s'".formatted(key));
      } else if (!only.equals(e.getValue())) {
        problems.put(
            key, "%s = %s is not supported, only %s".formatted(key, brief(e.getValue()), only));
      }
    }
    return problems;
  }

  /** The arguments of a layer that its class does not know or support, with the reason. */
  public Map<String, String> unknownArguments(ObjectNode layer) {
    Optional<KerasClass> c = find(Layer.class, layer);
    return c.isPresent()
            && c.get().type() != MeanMetricWrapper.class
            && layer.path("config") instanceof ObjectNode config
        ? unknownKeys(c.get(), schema(c.get()), config, LAYER_KEYS)
        : Map.of();
  }

  /** The arguments that a layer's class knows. */
  public List<String> arguments(ObjectNode layer) {
    return find(Layer.class, layer).map(c -> schema(c).keys()).orElse(List.of());
  }

  /** The name that Keras would give a layer without one. */
  static String defaultName(Layer layer) {
    return KeyNames.ofClass(layer.kerasName());
  }

  static String brief(JsonNode node) {
    String s = node.toString();
    return s.length() <= 80 ? s : s.substring(0, 77) + "...";
  }
}
