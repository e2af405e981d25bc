package dev.lamina.serialization;

import static dev.lamina.serialization.OperationClass.OPTIONAL;
import static dev.lamina.serialization.OperationClass.PLACED;

import dev.lamina.graph.Operation;
import dev.lamina.layers.LayerCall;
import dev.lamina.layers.OpLayer;
import dev.lamina.layers.Shared;
import dev.lamina.ops.Given;
import dev.lamina.training.ModelFormatException;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Operations in functional models, in Keras' form: the class and its config like a layer's, numbers
 * and indices among the arguments of the call.
 */
final class OperationJson {
  private static final String OPS = "keras.src.ops";

  private final JsonValues values;

  OperationJson(KerasJson objects) {
    this.values = new JsonValues(objects);
  }

  static boolean isOperation(JsonNode layer) {
    return layer.path("module").asString("").startsWith(OPS);
  }

  /** Whether Lamina has the operation. */
  static boolean isKnown(JsonNode layer) {
    return StandardOperations.find(layer.path("class_name").asString("")).isPresent();
  }

  // ---- reading

  /** The operation; its numbers stand in its calls, which must agree. */
  Operation read(JsonNode layer, String where) {
    var found = new ArrayList<Operation>();
    layer.path("inbound_nodes").forEach(n -> found.add(read(layer, n, where)));
    if (found.stream().distinct().count() != 1) {
      throw new ModelFormatException(
          "%s: expected calls with the same arguments, got %s".formatted(where, found));
    }
    return found.get(0);
  }

  private Operation read(JsonNode layer, JsonNode node, String where) {
    OperationClass c =
        StandardOperations.find(layer.path("class_name").asString(""))
            .orElseThrow(() -> new ModelFormatException(where + ": unknown operation"));
    var schema = new RecordSchema(c.type());
    var given = new HashMap<String, JsonNode>();
    config(c, schema, layer.path("config"), given, where);
    arguments(c, schema, node, given, where);
    List<JsonNode> inputs = inputs(c, schema, node);
    count(c, inputs.size(), given, where);
    Operation made =
        (Operation)
            JsonValues.check(
                where,
                () ->
                    schema.make(
                        (key, type) -> {
                          if (type == Given.class) {
                            return present(c, schema, node);
                          }
                          return key.equals("kind") && c.kind().isPresent()
                              ? c.kind().get()
                              : values.read(optional(given, key, type), type, where + ": " + key);
                        }));
    return OperationConstants.read(made, inputs, where);
  }

  /** A tensor for every argument that is no component. */
  private static void count(OperationClass c, int got, Map<String, JsonNode> given, String where) {
    long want = c.arguments().stream().filter(a -> !given.containsKey(a)).count();
    boolean any = c.isOpen();
    long least = want - c.arguments().stream().filter(a -> a.endsWith(OPTIONAL)).count();
    if (any ? got == 0 : got < least || got > want) {
      throw new ModelFormatException(
          "%s: expected %s tensors, got %d".formatted(where, any ? "one or more" : want, got));
    }
  }

  /** Which optional tensors a call has, in the order of its arguments. */
  private static Given present(OperationClass c, RecordSchema schema, JsonNode node) {
    var names = new ArrayList<String>();
    int at = 0;
    for (JsonNode a : node.path("args")) {
      names.add(isInput(schema, c.argument(at), a) ? c.argument(at) : "");
      at++;
    }
    for (Map.Entry<String, JsonNode> e : node.path("kwargs").properties()) {
      if (isInput(schema, e.getKey(), e.getValue())) {
        c.arguments().stream()
            .filter(a -> optional(a).equals(Optional.of(e.getKey())))
            .forEach(names::add);
      }
    }
    return new Given(
        names.stream().filter(c.arguments()::contains).flatMap(n -> optional(n).stream()).toList());
  }

  /** The name of an argument that may be left out. */
  private static Optional<String> optional(String argument) {
    return Stream.of(PLACED, OPTIONAL)
        .filter(argument::endsWith)
        .map(mark -> argument.substring(0, argument.length() - mark.length()))
        .findFirst();
  }

  /** The tensors of a call, as references, in the order of its arguments. */
  static List<JsonNode> tensors(JsonNode node) {
    var out = new ArrayList<JsonNode>();
    node.path("args").forEach(a -> collect(a, OperationJson::isTensor, out));
    node.path("kwargs").forEach(a -> collect(a, OperationJson::isTensor, out));
    return out;
  }

  /** Tensors, and arrays in place of tensors. */
  private static List<JsonNode> inputs(OperationClass c, RecordSchema schema, JsonNode node) {
    var out = new ArrayList<JsonNode>();
    int at = 0;
    for (JsonNode a : node.path("args")) {
      String name = c.argument(at++);
      collect(a, n -> isInput(schema, name, n), out);
    }
    node.path("kwargs")
        .properties()
        .forEach(e -> collect(e.getValue(), n -> isInput(schema, e.getKey(), n), out));
    return out;
  }

  private static void collect(JsonNode argument, Predicate<JsonNode> wanted, List<JsonNode> out) {
    if (wanted.test(argument)) {
      out.add(argument);
    } else if (argument.isArray()) {
      argument.forEach(a -> collect(a, wanted, out));
    }
  }

  /** An argument that is left out is null. */
  private static @Nullable JsonNode optional(
      Map<String, JsonNode> given, String key, java.lang.reflect.Type type) {
    boolean none = !given.containsKey(key) && type instanceof ParameterizedType;
    return none ? Json.NODES.nullNode() : given.get(key);
  }

  private static void config(
      OperationClass c,
      RecordSchema schema,
      JsonNode config,
      Map<String, JsonNode> given,
      String where) {
    var known = new TreeSet<>(schema.keys());
    for (Map.Entry<String, JsonNode> e : config.properties()) {
      String key = e.getKey();
      if (known.contains(key) && !c.isArgument(key)) {
        given.put(key, e.getValue());
      } else if (!key.equals("name") && !e.getValue().equals(c.fixed().get(key))) {
        throw new ModelFormatException(
            "%s: %s = %s is not supported; known keys: %s"
                .formatted(where, key, KerasJson.brief(e.getValue()), known));
      }
    }
  }

  /** What is no tensor is a component of the record. */
  private static void arguments(
      OperationClass c,
      RecordSchema schema,
      JsonNode node,
      Map<String, JsonNode> given,
      String where) {
    int at = 0;
    for (JsonNode a : node.path("args")) {
      argument(c, schema, c.argument(at++), a, given, where);
    }
    ObjectNode more = Json.NODES.objectNode();
    c.more().ifPresent(name -> given.put(name, more));
    for (Map.Entry<String, JsonNode> e : node.path("kwargs").properties()) {
      if (c.more().isPresent() && !c.isArgument(e.getKey())) {
        more.set(e.getKey(), e.getValue());
      } else {
        argument(c, schema, e.getKey(), e.getValue(), given, where);
      }
    }
  }

  private static void argument(
      OperationClass c,
      RecordSchema schema,
      String name,
      JsonNode a,
      Map<String, JsonNode> given,
      String where) {
    boolean list = name.equals(OperationClass.LIST) && a.isArray();
    if (isInput(schema, name, a)
        || (list && a.valueStream().allMatch(n -> isInput(schema, name, n)))) {
      return;
    }
    boolean own = c.isArgument(name) && optional(name).isEmpty();
    if (!list && own && !name.equals(OperationClass.REST)) {
      given.put(name, a);
    } else if (!a.isNull()) {
      throw new ModelFormatException(
          "%s: the argument %s = %s is not supported".formatted(where, name, KerasJson.brief(a)));
    }
  }

  private static boolean isTensor(JsonNode a) {
    return a.path("class_name").asString("").equals(FunctionalJson.TENSOR);
  }

  /** A tensor, or an array where the operation has no component that could hold it. */
  private static boolean isInput(RecordSchema schema, String name, JsonNode a) {
    return isTensor(a)
        || (OperationConstants.isArray(a)
            && schema.type(name).map(OperationConstants::isNumber).orElse(true));
  }

  // ---- writing

  /** Class and config, as in a model's list of layers. */
  ObjectNode write(Shared layer, Operation called) {
    Operation operation = OperationConstants.inside(called);
    OperationClass c = classOf(layer, operation);
    ObjectNode config = Json.NODES.objectNode();
    if (c.hasName()) {
      config.put("name", layer.name().orElseThrow());
    }
    new RecordSchema(c.type())
        .values((Record) operation)
        .forEach(
            (key, v) -> {
              if (!c.isArgument(key) && !key.equals("kind") && v.type() != Given.class) {
                config.set(key, values.write(v.value(), v.type()));
              }
            });
    c.fixed().forEach(config::set);
    return KerasJson.wrap(c.module(), c.name(), config, Optional.of(c.name()));
  }

  private static OperationClass classOf(Shared layer, Operation operation) {
    return StandardOperations.find(operation.kerasName())
        .filter(c -> c.type() == operation.getClass())
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "cannot save the operation %s: only Keras' own operations can be saved; write a layer instead"
                        .formatted(layer)));
  }

  /** The arguments of a call; {@code inputs}: its tensors as JSON. */
  ObjectNode node(LayerCall call, List<JsonNode> tensors) {
    Operation called = ((OpLayer) call.layer().layer()).operation();
    Operation operation = OperationConstants.inside(called);
    List<JsonNode> inputs = OperationConstants.inputs(called, tensors);
    OperationClass c = classOf(call.layer(), operation);
    Map<String, JsonNode> own = new LinkedHashMap<>();
    Map<String, JsonNode> present = new LinkedHashMap<>();
    new RecordSchema(c.type())
        .values((Record) operation)
        .forEach(
            (key, v) -> {
              if (v.value() instanceof Given g) {
                int required = inputs.size() - g.names().size();
                g.names().forEach(n -> present.put(n, inputs.get(required + present.size())));
              } else {
                own.put(key, values.write(v.value(), v.type()));
              }
            });
    ObjectNode out = Json.NODES.objectNode();
    ArrayNode args = out.putArray("args");
    ObjectNode kwargs = Json.NODES.objectNode();
    int next = 0;
    for (String name : c.arguments()) {
      JsonNode value = own.get(name);
      if (name.equals(OperationClass.LIST)) {
        args.addArray().addAll(inputs);
      } else if (name.equals(OperationClass.REST)) {
        args.addAll(inputs);
      } else if (optional(name).isPresent()) {
        String key = optional(name).get();
        boolean has = present.isEmpty() ? next < inputs.size() : present.containsKey(key);
        JsonNode tensor =
            has ? present.getOrDefault(key, inputs.get(next++)) : Json.NODES.nullNode();
        if (name.endsWith(PLACED)) {
          args.add(tensor);
        } else {
          kwargs.set(key, tensor);
        }
      } else {
        if (value != null && !value.isNull()) {
          args.add(array(value));
        } else if (next < inputs.size()) {
          args.add(inputs.get(next++));
        }
      }
    }
    if (!c.isOpen() && next < inputs.size()) {
      throw new ModelFormatException(
          "cannot save the operation %s: Keras' %s takes %d tensors in a model, got %d"
              .formatted(call.layer(), c.name(), next, inputs.size()));
    }
    out.set("kwargs", kwargs);
    for (String key : c.keywords()) {
      if (own.containsKey(key)) {
        kwargs.set(key, own.get(key));
      }
    }
    c.more()
        .flatMap(name -> Optional.ofNullable(own.get(name)))
        .ifPresent(more -> more.properties().forEach(e -> kwargs.set(e.getKey(), e.getValue())));
    return out;
  }

  /** Real numbers as an array of NumPy: Keras asks for the shape, which a list has not. */
  private static JsonNode array(JsonNode value) {
    if (!value.isArray() || !value.path(0).isDouble()) {
      return value;
    }
    ObjectNode out = Json.NODES.objectNode();
    out.put("class_name", "__numpy__");
    ObjectNode config = out.putObject("config");
    config.set("value", value);
    config.put("dtype", "float32");
    return out;
  }
}
