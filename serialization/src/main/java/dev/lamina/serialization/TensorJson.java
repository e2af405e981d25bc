package dev.lamina.serialization;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arrays inside of configs: {@code {"class_name": "__tensor__", "config": {"value": …, "dtype":
 * …}}}; plain lists of numbers are read, too.
 */
final class TensorJson {
  private static final int MOST = 1 << 20;

  private TensorJson() {}

  static ObjectNode write(Tensor t) {
    ObjectNode out = Json.NODES.objectNode();
    out.put("class_name", "__tensor__");
    ObjectNode config = out.putObject("config");
    config.set("value", values(t, 0, new int[] {0}));
    config.put("dtype", t.dtype().keras());
    return out;
  }

  private static JsonNode values(Tensor t, int axis, int[] at) {
    if (axis == t.shape().rank()) {
      double v = t.getDouble(at[0]++);
      return t.dtype().isFloating() ? Json.NODES.numberNode(v) : Json.NODES.numberNode((long) v);
    }
    ArrayNode out = Json.NODES.arrayNode();
    for (int i = 0; i < t.shape().dim(axis); i++) {
      out.add(values(t, axis + 1, at));
    }
    return out;
  }

  static Tensor read(JsonNode json, String where) {
    JsonNode value = json.isArray() ? json : json.path("config").path("value");
    String name =
        json.isArray() ? "float32" : json.path("config").path("dtype").asString("float32");
    DType dtype = JsonValues.check(where, () -> DType.ofKeras(name));
    var dims = new ArrayList<Integer>();
    for (JsonNode n = value; n.isArray(); n = n.path(0)) {
      dims.add(n.size());
    }
    var numbers = new ArrayList<Double>();
    collect(value, dims, 0, numbers, where);
    double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    return Tensor.wrap(all, shape).cast(dtype);
  }

  private static void collect(
      JsonNode n, List<Integer> dims, int axis, List<Double> out, String where) {
    boolean leaf = axis == dims.size();
    if (leaf ? !n.isNumber() : !n.isArray() || n.size() != dims.get(axis) || out.size() > MOST) {
      throw new ModelFormatException(
          "%s: expected an array of numbers, got %s".formatted(where, KerasJson.brief(n)));
    }
    if (leaf) {
      out.add(n.doubleValue());
    } else {
      n.forEach(e -> collect(e, dims, axis + 1, out, where));
    }
  }
}
