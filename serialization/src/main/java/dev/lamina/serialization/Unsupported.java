package dev.lamina.serialization;

import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Operation;
import dev.lamina.initializers.Initializer;
import dev.lamina.layers.Layer;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds everything in a file that the registry has no class for, before anything is made. */
final class Unsupported {
  /** Objects that the readers handle themselves. */
  private static final Set<String> OWN =
      Set.of(
          "Functional",
          "Sequential",
          "InputLayer",
          "DTypePolicy",
          "Policy",
          "Model",
          "OptimizerMap");

  /** Layers that hold code, or the name of a file with code, whatever module they claim. */
  private static final Set<String> CODE =
      Set.of("TFSMLayer", "JaxLayer", "FlaxLayer", "TorchModuleWrapper");

  private static final String OPERATION =
      "it is a TensorFlow operation in a model of Keras 2, such as x + y or x[:, 0]; use a layer"
          + " such as Add, Concatenate or Reshape in its place, or make the model in Keras 3 and"
          + " save it again";

  /** Layers of Keras 2 that Keras 3 does not have, and what helps. */
  private static final Map<String, String> OLD =
      Map.of(
          "CuDNNLSTM",
              "Keras 3 does not have it; make the model with LSTM, load the weights in Keras 2,"
                  + " which converts them, and save that",
          "CuDNNGRU",
              "Keras 3 does not have it; make the model with GRU(reset_after=True), load the"
                  + " weights in Keras 2, which converts them, and save that",
          "LocallyConnected1D",
              "Keras 3 does not have it; the nearest is Conv1D, which shares its kernel; for its"
                  + " own kernel at each place write a layer of your own",
          "LocallyConnected2D",
              "Keras 3 does not have it; the nearest is Conv2D, which shares its kernel; for its"
                  + " own kernel at each place write a layer of your own",
          "TFOpLambda", OPERATION,
          "SlicingOpLambda", OPERATION,
          "TensorFlowOpLayer", OPERATION);

  private static final Map<String, Class<?>> MODULES =
      Map.of(
          "keras.layers", Layer.class,
          "keras.initializers", Initializer.class,
          "keras.regularizers", Regularizer.class,
          "keras.constraints", Constraint.class,
          "keras.losses", Loss.class,
          "keras.metrics", Metric.class,
          "keras.optimizers", Optimizer.class,
          "keras.optimizers.schedules", LearningRate.class);

  private final KerasJson objects;
  private final List<Missing> found = new ArrayList<>();

  private Unsupported(KerasJson objects) {
    this.objects = objects;
  }

  /** Each once. */
  static List<Missing> in(JsonNode json, KerasJson objects) {
    var u = new Unsupported(objects);
    u.walk(json);
    return u.found.stream().distinct().toList();
  }

  private void walk(JsonNode node) {
    if (node instanceof ObjectNode o
        && o.path("class_name").isString()
        && o.path("config").isObject()) {
      String name = o.path("class_name").stringValue();
      if (name.equals("Lambda") && KerasJson.isKeras(o.path("module").asString(""))) {
        lambda(o.path("config").path("name").asString(""), o.path("config").path("function"));
      } else if (CODE.contains(name) && find(o).isEmpty()) {
        code(o);
      } else if (o.path("module").isString()) {
        object(o);
      }
    }
    node.forEach(this::walk);
  }

  private void object(ObjectNode o) {
    String name = o.path("class_name").stringValue();
    String module = o.path("module").stringValue();
    String layer = o.path("config").path("name").asString("");
    if (OperationJson.isOperation(o)) {
      if (!OperationJson.isKnown(o)) {
        found.add(new Missing(Operation.class, layer, name, ""));
      }
    } else if (!(KerasJson.isKeras(module) && OWN.contains(name))) {
      Class<?> kind = MODULES.get(module);
      if (find(o).isEmpty()) {
        Class<?> of = kind == null ? Layer.class : kind;
        String why = of == Layer.class ? OLD.getOrDefault(name, "") : "";
        found.add(new Missing(of, layer, name, why));
      }
    }
  }

  /** The class of the registry, of the kind that the module tells, or of any. */
  private Optional<KerasClass> find(ObjectNode o) {
    Class<?> kind = MODULES.get(o.path("module").asString(""));
    return kind != null
        ? objects.find(kind, o)
        : KerasRegistry.KINDS.stream().flatMap(k -> objects.find(k, o).stream()).findFirst();
  }

  private void code(ObjectNode o) {
    String name = o.path("class_name").stringValue();
    String layer = o.path("config").path("name").asString("");
    found.add(
        new Missing(
            Layer.class,
            layer,
            name,
            "it holds code of Python or TensorFlow, which Lamina does not run; write a layer of"
                + " your own and register it"));
  }

  /** A Lambda is known by the name of its function, if that is registered or an activation. */
  private void lambda(String layer, JsonNode function) {
    JsonNode named = function.isString() ? function : function.path("config");
    String name = named.asString("");
    if (!function.isString() && !function.path("class_name").asString("").equals("function")) {
      found.add(
          new Missing(
              Layer.class,
              layer,
              "Lambda",
              "Lambda layers hold Python code, which Lamina does not run; write a layer of your own"
                  + " and register it"));
    } else if (objects.registry().function(name).isEmpty() && !isActivation(name)) {
      found.add(
          new Missing(
              Layer.class,
              layer,
              "Lambda",
              "its function '%s' is not registered; add it with KerasRegistry.withFunction(Activation.of(\"%s\", ...))"
                  .formatted(name, name)));
    }
  }

  private static boolean isActivation(String name) {
    return Stream.of(Activations.values()).anyMatch(a -> a.kerasName().equals(name));
  }
}
