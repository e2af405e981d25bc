package dev.lamina.serialization;

import dev.lamina.ops.Index;
import dev.lamina.training.ModelFormatException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One part of a Python index: a number, null for a new axis, a slice, an ellipsis. */
final class IndexJson {
  private static final String SLICE = "__slice__";
  private static final String ELLIPSIS = "__ellipsis__";

  private IndexJson() {}

  static JsonNode write(Index index) {
    if (index instanceof Index.At at) {
      return Json.NODES.numberNode(at.position());
    }
    if (index instanceof Index.NewAxis) {
      return Json.NODES.nullNode();
    }
    ObjectNode out = Json.NODES.objectNode();
    out.put("class_name", index instanceof Index.Range ? SLICE : ELLIPSIS);
    ObjectNode config = out.putObject("config");
    if (index instanceof Index.Range r) {
      config.put("start", r.start().orElse(null));
      config.put("stop", r.stop().orElse(null));
      config.put("step", r.step().orElse(null));
    }
    return out;
  }

  static Index read(JsonNode node, String where) {
    if (node.isNull()) {
      return Index.newAxis();
    }
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      return Index.at(node.intValue());
    }
    JsonNode config = node.path("config");
    return switch (node.path("class_name").asString("")) {
      case SLICE ->
          JsonValues.check(
              where,
              () ->
                  new Index.Range(
                      bound(config, "start", where),
                      bound(config, "stop", where),
                      bound(config, "step", where)));
      case ELLIPSIS -> Index.rest();
      default ->
          throw new ModelFormatException(
              "%s: expected a number, a slice, an ellipsis or null, got %s"
                  .formatted(where, KerasJson.brief(node)));
    };
  }

  private static Optional<Integer> bound(JsonNode config, String key, String where) {
    JsonNode n = config.path(key);
    if (n.isNull() || n.isMissingNode()) {
      return Optional.empty();
    }
    if (n.isIntegralNumber() && n.canConvertToInt()) {
      return Optional.of(n.intValue());
    }
    throw new ModelFormatException(
        "%s: slice: expected whole numbers or null, got %s".formatted(where, KerasJson.brief(n)));
  }
}
