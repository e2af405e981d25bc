package dev.lamina.serialization;

import dev.lamina.Compile;
import dev.lamina.Model;
import dev.lamina.Nesting;
import dev.lamina.Topology;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Losses;
import dev.lamina.losses.NoLoss;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Compile settings in the form of Keras' {@code get_compile_config}. */
public final class CompileJson {
  private final KerasJson objects;
  private final String where;
  private final List<String> outputs;
  private final Nesting nesting;

  /**
   * {@code outputs}: the model's output names, in a list that is not nested.
   *
   * @param file named in errors
   */
  public CompileJson(KerasRegistry registry, String file, List<String> outputs) {
    this(registry, file, outputs, Nesting.flat(outputs.size()));
  }

  private CompileJson(KerasRegistry registry, String file, List<String> outputs, Nesting nesting) {
    this.objects = new KerasJson(registry);
    this.where = file + ": compile settings";
    this.outputs = List.copyOf(outputs);
    this.nesting = nesting;
  }

  /**
   * For a model, which may have no network yet.
   *
   * @param file named in errors
   */
  public CompileJson(KerasRegistry registry, String file, Model model) {
    this(
        registry,
        file,
        ModelWriter.outputNames(model),
        model.topology() instanceof Topology.Functional f ? f.outputs() : new Nesting.One());
  }

  // ---- writing

  public ObjectNode write(Compile c) {
    ObjectNode out = Json.NODES.objectNode();
    out.set("optimizer", objects.write(c.optimizer()));
    out.set(
        "loss",
        c.losses().size() == 1
            ? objects.write(c.losses().get(0))
            : array(c.losses().stream().map(this::loss).toList()));
    if (c.lossWeights().isEmpty()) {
      out.putNull("loss_weights");
    } else {
      ArrayNode weights = out.putArray("loss_weights");
      c.lossWeights().forEach(weights::add);
    }
    out.set("metrics", metrics(c.metrics()));
    out.set("weighted_metrics", metrics(c.weightedMetrics()));
    out.put("run_eagerly", false);
    out.put("steps_per_execution", 1);
    out.put("jit_compile", false);
    return out;
  }

  private JsonNode loss(Loss l) {
    return l instanceof NoLoss ? NullNode.getInstance() : objects.write(l);
  }

  private static ArrayNode array(List<JsonNode> nodes) {
    return Json.NODES.arrayNode().addAll(nodes);
  }

  /** One list for the only output, else a list per output. */
  private JsonNode metrics(List<List<Metric>> all) {
    if (all.stream().allMatch(List::isEmpty)) {
      return NullNode.getInstance();
    }
    List<JsonNode> lists =
        all.stream()
            .map(
                list ->
                    (JsonNode)
                        array(
                            list.stream()
                                .map(
                                    m ->
                                        Metrics.identifier(m)
                                            .<JsonNode>map(Json.NODES::stringNode)
                                            .orElseGet(() -> objects.write(m)))
                                .toList()))
            .toList();
    boolean flat = nesting.equals(Nesting.flat(outputs.size()));
    if (outputs.size() == 1 && !(nesting instanceof Nesting.Named)) {
      return lists.get(0);
    }
    var perOutput = new ArrayList<JsonNode>();
    for (int i = 0; i < outputs.size(); i++) {
      perOutput.add(lists.get(lists.size() == 1 ? 0 : i));
    }
    return flat ? array(perOutput) : FunctionalWriter.nested(nesting, perOutput, list -> list);
  }

  // ---- reading

  public Compile read(JsonNode json) {
    List<String> missing =
        Unsupported.in(json, objects).stream().map(Missing::toString).distinct().toList();
    if (!missing.isEmpty()) {
      throw new ModelFormatException(
          "%s: not supported:%n  %s".formatted(where, String.join("\n  ", missing)));
    }
    return new Compile(
        optimizer(json.path("optimizer")),
        losses(json.path("loss")),
        metrics("metrics", json.path("metrics")),
        metrics("weighted_metrics", json.path("weighted_metrics")),
        weights(json.path("loss_weights")),
        Optional.empty(),
        Optional.empty());
  }

  private Optimizer optimizer(JsonNode json) {
    String place = where + ": optimizer";
    return json.isString()
        ? JsonValues.check(place, () -> Optimizers.of(json.stringValue()))
        : objects.read(Optimizer.class, json, place);
  }

  private List<Loss> losses(JsonNode json) {
    var out = new ArrayList<Loss>();
    for (JsonNode l : isOne(json) ? List.of(json) : perOutput("loss", json)) {
      out.add(l.isNull() && outputs.size() > 1 ? NoLoss.of() : loss(l));
    }
    return out;
  }

  private Loss loss(JsonNode json) {
    String place = where + ": loss";
    return json.isString()
        ? JsonValues.check(place, () -> Losses.of(json.stringValue()))
        : objects.read(Loss.class, json, place);
  }

  private static boolean isOne(JsonNode json) {
    return json.isString() || json.path("class_name").isString();
  }

  /** Nested as the outputs are, a list in their order, or an object by their names. */
  private List<JsonNode> perOutput(String key, JsonNode json) {
    var nested = new ArrayList<JsonNode>();
    if (!(nesting instanceof Nesting.One) && along(nesting, json, nested)) {
      return nested;
    }
    var out = new ArrayList<JsonNode>();
    if (json.isObject()) {
      for (String o : outputs) {
        out.add(json.has(o) ? json.get(o) : NullNode.getInstance());
      }
      json.propertyNames().stream()
          .filter(n -> !outputs.contains(n))
          .findFirst()
          .ifPresent(
              n -> {
                throw new ModelFormatException(
                    "%s: %s: the model has no output '%s', only %s"
                        .formatted(where, key, n, outputs));
              });
    } else if (json.isArray() && json.size() == outputs.size()) {
      json.forEach(out::add);
    } else {
      throw new ModelFormatException(
          "%s: %s: expected one entry per output %s, got %s"
              .formatted(where, key, outputs, KerasJson.brief(json)));
    }
    return out;
  }

  /** Adds what there is for each output; false if it is nested otherwise. */
  private static boolean along(Nesting nesting, JsonNode json, List<JsonNode> out) {
    if (nesting instanceof Nesting.Items list) {
      boolean same = json.isArray() && json.size() == list.items().size();
      for (int i = 0; same && i < json.size(); i++) {
        same = along(list.items().get(i), json.get(i), out);
      }
      return same;
    }
    if (nesting instanceof Nesting.Named named) {
      boolean same = json.isObject() && named.entries().keySet().containsAll(json.propertyNames());
      for (var e : new TreeMap<>(named.entries()).entrySet()) {
        if (same && json.has(e.getKey())) {
          same = along(e.getValue(), json.get(e.getKey()), out);
        } else {
          out.addAll(Collections.nCopies(e.getValue().size(), NullNode.getInstance()));
        }
      }
      return same;
    }
    out.add(json);
    return true;
  }

  private List<List<Metric>> metrics(String key, JsonNode json) {
    if (json.isNull() || json.isMissingNode()) {
      return List.of();
    }
    var out = new ArrayList<List<Metric>>();
    boolean flat = outputs.size() == 1 && json.isArray() && !json.path(0).isArray();
    for (JsonNode list : flat ? List.of(json) : perOutput(key, json)) {
      var metrics = new ArrayList<Metric>();
      for (JsonNode m : isOne(list) ? List.of(list) : list) {
        String place = where + ": " + key;
        metrics.add(
            m.isString()
                ? JsonValues.check(place, () -> named(m.stringValue()))
                : objects.read(Metric.class, m, place));
      }
      out.add(metrics);
    }
    return out;
  }

  /** A metric given by a string logs under that string: {@code mae}. */
  private Metric named(String identifier) {
    Metric m = Metrics.of(identifier);
    if (m.name().equals(identifier)) {
      return m;
    }
    var schema = new RecordSchema(objects.classOf(m).type());
    var values = schema.values((Record) m);
    return (Metric)
        schema.make(
            (key, type) ->
                key.equals("name")
                    ? identifier
                    : java.util.Objects.requireNonNull(values.get(key)).value());
  }

  private List<Double> weights(JsonNode json) {
    var out = new ArrayList<Double>();
    if (!json.isNull() && !json.isMissingNode()) {
      for (JsonNode w : json.isNumber() ? List.of(json) : perOutput("loss_weights", json)) {
        out.add(w.isNull() ? 1 : w.doubleValue(1));
      }
    }
    return out;
  }
}
