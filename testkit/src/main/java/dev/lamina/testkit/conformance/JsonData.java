package dev.lamina.testkit.conformance;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tensors that a case holds as nested JSON lists. */
final class JsonData {
  private JsonData() {}

  /** {@code dtype}: Keras' name; {@code string} for texts. */
  static Tensor tensor(JsonNode node, String dtype) {
    return tensor(node, DType.ofKeras(dtype));
  }

  static Tensor tensor(JsonNode node, DType dtype) {
    var dims = new ArrayList<Integer>();
    for (JsonNode n = node; n.isArray(); n = n.path(0)) {
      dims.add(n.size());
    }
    var leaves = new ArrayList<JsonNode>();
    collect(node, leaves);
    Shape shape = Shape.of(dims);
    if (dtype == DType.STRING) {
      return Tensor.wrap(leaves.stream().map(JsonNode::stringValue).toArray(String[]::new), shape);
    }
    if (dtype == DType.INT64) {
      return Tensor.wrap(leaves.stream().mapToLong(JsonNode::longValue).toArray(), shape);
    }
    double[] values = leaves.stream().mapToDouble(GoldenCase::number).toArray();
    return Tensor.wrap(values, shape).cast(dtype);
  }

  /** Texts, integers or float32, by what the first element is. */
  static Tensor tensor(JsonNode node) {
    var leaves = new ArrayList<JsonNode>();
    collect(node, leaves);
    boolean text = !leaves.isEmpty() && leaves.get(0).isString();
    boolean whole = leaves.stream().allMatch(JsonNode::isIntegralNumber);
    return tensor(node, text ? DType.STRING : whole ? DType.INT64 : DType.FLOAT32);
  }

  private static void collect(JsonNode node, List<JsonNode> leaves) {
    if (node.isArray()) {
      node.forEach(n -> collect(n, leaves));
    } else {
      leaves.add(node);
    }
  }
}
