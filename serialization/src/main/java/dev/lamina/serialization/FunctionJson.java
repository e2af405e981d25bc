package dev.lamina.serialization;

import dev.lamina.losses.Loss;
import dev.lamina.losses.Losses;
import dev.lamina.losses.TypedLoss;
import dev.lamina.metrics.MeanMetric;
import dev.lamina.metrics.MeanMetricWrapper;
import dev.lamina.metrics.MeanMetricWrapper.LossValues;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.training.ModelFormatException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keras' functions, such as {@code mean_absolute_error}: the values of the metric or loss of that
 * name. A wrapper's config holds the function and, beside it, its arguments.
 */
public final class FunctionJson {
  private static final Set<String> WRAPPER = Set.of("name", "dtype", "fn", "reduction");

  private final KerasJson objects;

  public FunctionJson(KerasJson objects) {
    this.objects = objects;
  }

  /** A wrapper's config. */
  ObjectNode config(MeanMetricWrapper m) {
    ObjectNode out = Json.NODES.objectNode();
    out.put("name", m.name());
    out.put("dtype", "float32");
    Object fn = m.fn() instanceof LossValues l ? l.loss() : m.fn();
    if (fn instanceof TypedLoss) {
      // A function has no dtype.
      out.set("fn", objects.write(fn));
      return out;
    }
    String name = KeyNames.ofClass(objects.classOf(fn).name());
    ObjectNode function = out.putObject("fn");
    function.put("module", "builtins");
    function.put("class_name", "function");
    function.put("config", name);
    function.put("registered_name", "function");
    JsonNode defaults = config(fn instanceof Loss ? Losses.of(name) : Metrics.of(name));
    config(fn)
        .properties()
        .forEach(
            e -> {
              if (!WRAPPER.contains(e.getKey()) && !e.getValue().equals(defaults.get(e.getKey()))) {
                out.set(e.getKey(), e.getValue());
              }
            });
    return out;
  }

  private ObjectNode config(Object o) {
    return objects.config(objects.classOf(o), (Record) o);
  }

  MeanMetricWrapper wrapper(ObjectNode config, String where) {
    JsonNode fn = config.path("fn");
    ObjectNode args = config.deepCopy();
    WRAPPER.forEach(args::remove);
    MeanMetric values =
        fn.path("class_name").asString("").equals("function")
            ? function(fn.path("config").asString(""), args, where)
            : new LossValues(objects.read(Loss.class, fn, where + ": fn"));
    String name = config.path("name").asString("mean_metric_wrapper");
    return new MeanMetricWrapper(name, values);
  }

  /**
   * The function of a name with these arguments; the others have their defaults.
   *
   * @param where named in errors
   */
  public MeanMetric function(String name, ObjectNode args, String where) {
    try {
      if (known(Metrics::of, name)
          && made(Metric.class, Metrics.of(name), args, where) instanceof MeanMetric m) {
        return m;
      }
      return new LossValues(made(Loss.class, Losses.of(name), args, where));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          "%s: unknown function '%s': %s".formatted(where, name, e.getMessage()), e);
    }
  }

  private static boolean known(Function<String, ?> lookup, String name) {
    try {
      return lookup.apply(name) instanceof MeanMetric;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private <T> T made(Class<T> kind, T defaults, ObjectNode args, String where) {
    KerasClass c = objects.classOf(defaults);
    ObjectNode config = objects.config(c, (Record) defaults);
    for (Map.Entry<String, JsonNode> e : args.properties()) {
      config.set(e.getKey(), e.getValue());
    }
    return kind.cast(objects.record(c, config, where, Set.of("name", "dtype")));
  }
}
