package dev.lamina.serialization;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Small tensors of numbers as nested lists. */
final class JsonTensors {
  private static final int MAX_RANK = 8;

  private JsonTensors() {}

  static JsonNode write(Tensor t) {
    return write(t, 0, 0);
  }

  private static JsonNode write(Tensor t, int axis, int at) {
    if (axis == t.shape().rank()) {
      return Json.NODES.numberNode(t.getDouble(at));
    }
    ArrayNode out = Json.NODES.arrayNode();
    int stride = t.shape().strides()[axis];
    for (int i = 0; i < t.shape().dim(axis); i++) {
      out.add(write(t, axis + 1, at + i * stride));
    }
    return out;
  }

  /** What Keras wraps as {@code {"class_name": "__numpy__"}}, as a plain list or number. */
  static JsonNode plain(JsonNode node) {
    String wrapper = node.path("class_name").asString("");
    return wrapper.equals("__numpy__") || wrapper.equals("__tensor__")
        ? node.path("config").path("value")
        : node;
  }

  /** A float64 tensor from a number or nested lists of numbers. */
  static Tensor read(JsonNode node, String where) {
    var dims = new ArrayList<Integer>();
    for (JsonNode n = node; n.isArray() && dims.size() <= MAX_RANK; n = n.path(0)) {
      dims.add(n.size());
    }
    if (dims.size() > MAX_RANK) {
      throw new ModelFormatException(where + ": lists are nested too deep");
    }
    var values = new ArrayList<Double>();
    collect(node, dims, 0, values, where);
    double[] data = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.wrap(data, Shape.of(dims));
  }

  private static void collect(
      JsonNode node, List<Integer> dims, int axis, List<Double> out, String where) {
    if (axis == dims.size() && node.isNumber()) {
      out.add(node.doubleValue());
    } else if (axis < dims.size() && node.isArray() && node.size() == dims.get(axis)) {
      node.forEach(n -> collect(n, dims, axis + 1, out, where));
    } else {
      throw new ModelFormatException(
          "%s: expected a number or nested lists of numbers, all of one size, got %s"
              .formatted(where, KerasJson.brief(node)));
    }
  }
}
