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
 * Arrays inside of configs. What Keras holds as a tensor is {@code {"class_name": "__tensor__",
 * "config": {"value": …, "dtype": …}}}; Python's numbers and lists, and NumPy's arrays, are float64
 * here and written as nested lists.
 */
final class TensorJson {
  private static final String TENSOR = "__tensor__";
  private static final String ARRAY = "__numpy__";
  private static final int MOST = 1 << 20;

  private static final int MAX_RANK = 8;

  private TensorJson() {}

  static JsonNode write(Tensor t) {
    return t.dtype() == DType.FLOAT64 ? values(t, 0, new int[] {0}) : wrapped(t);
  }

  /** With its dtype. */
  static JsonNode wrapped(Tensor t) {
    ObjectNode out = Json.NODES.objectNode();
    out.put("class_name", TENSOR);
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

  /** What Keras wraps as a tensor or a NumPy array, as a plain list or number. */
  static JsonNode plain(JsonNode json) {
    return isWrapped(json) ? json.path("config").path("value") : json;
  }

  static boolean isWrapped(JsonNode json) {
    String wrapper = json.path("class_name").asString("");
    return wrapper.equals(ARRAY) || wrapper.equals(TENSOR);
  }

  static Tensor read(JsonNode json, String where) {
    String name =
        isWrapped(json) ? json.path("config").path("dtype").asString("float32") : "float64";
    DType dtype = JsonValues.check(where, () -> DType.ofKeras(name));
    JsonNode value = plain(json);
    var dims = new ArrayList<Integer>();
    for (JsonNode n = value; n.isArray(); n = n.path(0)) {
      if (dims.size() == MAX_RANK) {
        throw new ModelFormatException(where + ": lists are nested too deep");
      }
      dims.add(n.size());
    }
    var numbers = new ArrayList<Double>();
    collect(value, dims, 0, numbers, where);
    double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.wrap(all, Shape.of(dims)).cast(dtype);
  }

  private static void collect(
      JsonNode n, List<Integer> dims, int axis, List<Double> out, String where) {
    boolean leaf = axis == dims.size();
    if (leaf ? !n.isNumber() : !n.isArray() || n.size() != dims.get(axis) || out.size() > MOST) {
      throw new ModelFormatException(
          "%s: expected a number or nested lists of numbers, all of one size, got %s"
              .formatted(where, KerasJson.brief(n)));
    }
    if (leaf) {
      out.add(n.doubleValue());
    } else {
      n.forEach(e -> collect(e, dims, axis + 1, out, where));
    }
  }
}
