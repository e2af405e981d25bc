package dev.lamina.serialization;

import static dev.lamina.serialization.JsonScalars.constant;
import static dev.lamina.serialization.JsonScalars.expected;
import static dev.lamina.serialization.JsonScalars.integer;
import static dev.lamina.serialization.JsonScalars.ints;
import static dev.lamina.serialization.JsonScalars.name;
import static dev.lamina.serialization.JsonScalars.real;
import static dev.lamina.serialization.JsonScalars.text;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.initializers.SignalWindow;
import dev.lamina.initializers.WindowName;
import dev.lamina.initializers.WindowValues;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Ngrams;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.Token;
import dev.lamina.layers.Vocabulary;
import dev.lamina.losses.Reduction;
import dev.lamina.ops.Index;
import dev.lamina.ops.Ints;
import dev.lamina.ops.NormOrder;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Converts the values of record components to JSON and back, by their declared types. */
final class JsonValues {
  private static final String FUNCTION = "function";

  private final KerasJson objects;

  JsonValues(KerasJson objects) {
    this.objects = objects;
  }

  // ---- writing

  JsonNode write(Object value, Type type) {
    if (value instanceof Optional<?> o) {
      return o.isPresent() ? write(o.get(), argument(type)) : NullNode.getInstance();
    }
    if (value instanceof OptionalDouble o) {
      return o.isPresent() ? number(o.getAsDouble()) : NullNode.getInstance();
    }
    if (value instanceof Ints i) {
      return i.single() ? write(i.get(), Integer.class) : list(i);
    }
    if (value instanceof NormOrder.Power p) {
      return write(p.p(), Number.class);
    }
    if (value instanceof Index i) {
      return IndexJson.write(i);
    }
    if (value instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Index.At i) {
      return IndexJson.write(i);
    }
    if (value instanceof List<?> list
        && list.size() == 1
        && list.get(0) instanceof Ints i
        && i.single()) {
      return write(i.get(), Integer.class);
    }
    if (value instanceof List<?> list) {
      ArrayNode out = Json.NODES.arrayNode();
      Type element = type instanceof ParameterizedType ? argument(type) : Object.class;
      list.forEach(v -> out.add(write(v, element)));
      return out;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode out = Json.NODES.objectNode();
      map.forEach(
          (k, v) ->
              out.set(
                  (String) k, write(v, ((ParameterizedType) type).getActualTypeArguments()[1])));
      return out;
    }
    if (value instanceof Activation a) {
      return activation(a);
    }
    if (value instanceof DType d) {
      return Json.NODES.stringNode(d.keras());
    }
    if (value instanceof SymbolicShape s) {
      return shape(s);
    }
    if (value instanceof Tensor t) {
      return TensorJson.write(t);
    }
    if (value instanceof Enum<?> e) {
      return Json.NODES.stringNode(name(e));
    }
    if (value instanceof Boolean b) {
      return Json.NODES.booleanNode(b);
    }
    if (value instanceof Integer i) {
      return Json.NODES.numberNode(i);
    }
    if (value instanceof Long l) {
      return Json.NODES.numberNode(l);
    }
    if (value instanceof Double d) {
      return number(d);
    }
    if (value instanceof String s) {
      return Json.NODES.stringNode(s);
    }
    if (value instanceof LearningRate.Constant c) {
      // Keras keeps the rate in a float32 variable and prints that.
      return number((float) c.value());
    }
    if (value instanceof WindowValues w) {
      return write(w.values(), List.class);
    }
    if (value instanceof Vocabulary<?> v) {
      return write(v.tokens(), type);
    }
    if (value instanceof Token t) {
      return t instanceof Token.Whole n
          ? Json.NODES.numberNode(n.number())
          : Json.NODES.stringNode(t.toString());
    }
    if (value instanceof Ngrams n) {
      return n instanceof Ngrams.UpTo u
          ? Json.NODES.numberNode(u.most())
          : write(n.lengths(), type);
    }
    if (value instanceof Layer l) {
      return new LayerJson(objects).write(l);
    }
    return objects.write(value);
  }

  private static ArrayNode list(Ints ints) {
    ArrayNode out = Json.NODES.arrayNode();
    ints.values().forEach(out::add);
    return out;
  }

  /** A shape with its unknown sizes as null. */
  static ArrayNode shape(SymbolicShape s) {
    ArrayNode out = Json.NODES.arrayNode();
    for (int d : s.toArray()) {
      if (d == SymbolicShape.UNKNOWN) {
        out.addNull();
      } else {
        out.add(d);
      }
    }
    return out;
  }

  private static JsonNode number(double d) {
    return Json.NODES.numberNode(d);
  }

  private JsonNode activation(Activation a) {
    if (a instanceof Activations) {
      return Json.NODES.stringNode(a.kerasName());
    }
    if (objects.registry().function(a.kerasName()).isEmpty()) {
      throw new ModelFormatException(
          "cannot save the function %s: it is not registered; add it with KerasRegistry.withFunction(...)"
              .formatted(a.kerasName()));
    }
    return function(a.kerasName());
  }

  /** A function by its name, as Keras writes Python's. */
  static ObjectNode function(String name) {
    ObjectNode out = Json.NODES.objectNode();
    out.put("module", "builtins");
    out.put("class_name", FUNCTION);
    out.put("config", name);
    out.put("registered_name", FUNCTION);
    return out;
  }

  // ---- reading

  /** {@code json} is null where the key is absent: as JSON's null, and false for a boolean. */
  Object read(@Nullable JsonNode json, Type type, String where) {
    Class<?> raw = raw(type);
    boolean whole = raw == Optional.class || raw == Tensor.class;
    JsonNode given = json == null ? NullNode.getInstance() : json;
    JsonNode node = whole ? given : TensorJson.plain(given);
    if (raw == Optional.class) {
      return node.isNull() ? Optional.empty() : Optional.of(read(node, argument(type), where));
    }
    if (raw == OptionalDouble.class) {
      return node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(real(node, where));
    }
    if (raw == boolean.class) {
      if (json == null || node.isBoolean()) {
        return node.booleanValue(false);
      }
      throw expected("true or false", node, where);
    }
    if (json == null) {
      throw new ModelFormatException(where + ": missing");
    }
    if (raw == Reduction.class && node.isNull()) {
      return Reduction.NONE;
    }
    if (raw == Number.class) {
      return JsonScalars.number(node, where);
    }
    if (raw == NormOrder.class) {
      return node.isString()
          ? constant(NormOrder.Named.class, node, where)
          : NormOrder.of(JsonScalars.number(node, where));
    }
    if (raw == Ints.class) {
      return ints(node, where);
    }
    if (raw == Index.class) {
      return IndexJson.read(node, where);
    }
    if (raw == List.class && argument(type) == Index.class && !node.isArray()) {
      return List.of(IndexJson.read(node, where));
    }
    if (raw == List.class) {
      return list(node, argument(type), where);
    }
    if (raw == Map.class) {
      return map(node, ((ParameterizedType) type).getActualTypeArguments()[1], where);
    }
    if (raw == int.class || raw == Integer.class) {
      return (int) integer(node, where, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (raw == long.class || raw == Long.class) {
      return integer(node, where, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (raw == double.class || raw == Double.class) {
      return real(node, where);
    }
    if (raw == String.class) {
      return text(node, where);
    }
    if (raw == Activation.class) {
      return activation(node, where);
    }
    if (raw == DType.class) {
      JsonNode name = node.isObject() ? node.path("config").path("name") : node;
      return check(where, () -> DType.ofKeras(text(name, where)));
    }
    if (raw == Vocabulary.class) {
      if (node.isString()) {
        throw new ModelFormatException(
            "%s: expected a list of tokens, got the file name %s; files are not read: put its tokens into the list"
                .formatted(where, KerasJson.brief(node)));
      }
      return Vocabulary.of(list(node, argument(type), where));
    }
    if (raw == Token.class) {
      return node.isString()
          ? Token.of(node.stringValue())
          : Token.of(integer(node, where, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    if (raw == Ngrams.class) {
      return ngrams(node, where);
    }
    if (raw == SymbolicShape.class) {
      return JsonScalars.shape(node, where);
    }
    if (raw == Tensor.class) {
      return TensorJson.read(node, where);
    }
    if (raw == SignalWindow.class) {
      return node.isString()
          ? constant(WindowName.class, node, where)
          : WindowValues.of(TensorJson.read(node, where).toDoubles());
    }
    if (raw == DataFormat.class && node.isNull()) {
      // Python's None is Keras' default.
      return DataFormat.CHANNELS_LAST;
    }
    if (raw.isEnum()) {
      return constant(raw, node, where);
    }
    if (raw == Layer.class) {
      return new LayerJson(objects).read(node, where);
    }
    if (KerasRegistry.KINDS.contains(raw)) {
      return objects.read(raw, node, where);
    }
    throw new IllegalStateException(where + ": no JSON form for " + type);
  }

  private List<Object> list(JsonNode node, Type element, String where) {
    var out = new ArrayList<Object>();
    if (node.isArray()) {
      for (JsonNode n : node) {
        out.add(read(n, element, where));
      }
    } else if (node.isNumber()) {
      // Keras accepts one axis for a list of axes.
      out.add(read(node, element, where));
    } else {
      throw expected("a list", node, where);
    }
    return List.copyOf(out);
  }

  /** An object with any keys; those that are null count as absent. */
  private Map<String, Object> map(JsonNode node, Type element, String where) {
    if (!node.isObject()) {
      throw expected("an object", node, where);
    }
    var out = new LinkedHashMap<String, Object>();
    for (Map.Entry<String, JsonNode> e : node.properties()) {
      if (!e.getValue().isNull()) {
        out.put(e.getKey(), read(e.getValue(), element, where + "." + e.getKey()));
      }
    }
    return Collections.unmodifiableMap(out);
  }

  private Ngrams ngrams(JsonNode node, String where) {
    if (node.isArray()) {
      var lengths = new ArrayList<Integer>();
      node.forEach(n -> lengths.add((int) integer(n, where, 1, Integer.MAX_VALUE)));
      return new Ngrams.Lengths(lengths);
    }
    return Ngrams.upTo((int) integer(node, where, 1, Integer.MAX_VALUE));
  }

  /** A name, null for none, or the form {@code {"class_name": "function", "config": name}}. */
  private Activation activation(JsonNode node, String where) {
    if (node.isNull()) {
      return Activations.LINEAR;
    }
    boolean function = node.isObject() && node.path("class_name").asString("").equals(FUNCTION);
    String text = text(function ? node.path("config") : node, where);
    Optional<Activation> own = objects.registry().function(text);
    String module = node.path("module").asString("");
    if (function && own.isEmpty() && !module.equals("builtins") && !KerasJson.isKeras(module)) {
      throw new ModelFormatException(
          "%s: unknown function '%s' of module '%s'; add it with KerasRegistry.withFunction(...)"
              .formatted(where, text, module));
    }
    return own.isPresent() ? own.get() : check(where, () -> Activations.of(text));
  }

  /** Names the place in errors of checks that do not know it. */
  static <T> T check(String where, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(where + ": " + e.getMessage(), e);
    }
  }

  private static Class<?> raw(Type t) {
    return t instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) t;
  }

  private static Type argument(Type t) {
    return ((ParameterizedType) t).getActualTypeArguments()[0];
  }
}
