package dev.lamina.serialization;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The plain operations that Keras writes into a functional model where a mask is computed. Lamina
 * computes masks while it traces, so readers skip these nodes, after a check that each computes the
 * mask of an Embedding or Masking layer of the model.
 */
final class MaskOps {
  private static final Set<String> NAMES =
      Set.of("NotEqual", "Any", "LogicalOr", "LogicalAnd", "ConvertToTensor");

  private final Map<String, ObjectNode> ops = new HashMap<>();

  /** What layers with a mask compare with what: tensor {@code history}, number. */
  private final Set<String> sources = new LinkedHashSet<>();

  MaskOps(JsonNode layers) {
    for (JsonNode l : layers) {
      if (l instanceof ObjectNode o) {
        if (isMaskOp(o)) {
          ops.put(o.path("name").asString(""), o);
        } else {
          source(o);
        }
      }
    }
  }

  static boolean isMaskOp(ObjectNode layer) {
    return layer.path("module").asString("").startsWith("keras.src.ops")
        && NAMES.contains(layer.path("class_name").asString(""));
  }

  private void source(ObjectNode layer) {
    String name = layer.path("class_name").asString("");
    JsonNode config = layer.path("config");
    JsonNode value;
    if (name.equals("Embedding") && config.path("mask_zero").booleanValue(false)) {
      value = Json.NODES.numberNode(0);
    } else if (name.equals("Masking")) {
      value = config.path("mask_value");
    } else {
      return;
    }
    for (JsonNode node : layer.path("inbound_nodes")) {
      tensor(node.path("args").path(0)).ifPresent(t -> sources.add(source(t, value)));
    }
  }

  private static String source(JsonNode history, JsonNode value) {
    return history + " != " + value.doubleValue(Double.NaN);
  }

  private static Optional<JsonNode> tensor(JsonNode arg) {
    return arg.path("class_name").asString("").equals("__keras_tensor__")
        ? Optional.of(arg.path("config").path("keras_history"))
        : Optional.empty();
  }

  /** Whether this argument is a mask that Lamina computes by itself. */
  boolean isMask(JsonNode argument) {
    return isMask(argument, 0);
  }

  private boolean isMask(JsonNode argument, int depth) {
    Optional<JsonNode> history = tensor(argument);
    ObjectNode op = ops.get(history.map(h -> h.path(0).asString("")).orElse(""));
    if (op == null || depth > 100) {
      return false;
    }
    JsonNode args = op.path("inbound_nodes").path(0).path("args");
    return switch (op.path("class_name").asString("")) {
      case "NotEqual" ->
          tensor(args.path(0)).filter(t -> sources.contains(source(t, args.path(1)))).isPresent();
      case "Any", "ConvertToTensor" -> isMask(args.path(0), depth + 1);
      default -> isMask(args.path(0), depth + 1) && isMask(args.path(1), depth + 1);
    };
  }
}
