package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.layers.Configured;
import dev.lamina.layers.Feature;
import dev.lamina.layers.FeatureSpace;
import dev.lamina.layers.Layer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kind {@code feature-space}: the columns of a table as vectors, or by name. */
final class FeatureSpaceCases {
  private FeatureSpaceCases() {}

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    var comparison = new Comparison(golden);
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("module", "keras.utils");
    json.put("class_name", "FeatureSpace");
    json.set("config", golden.get("config"));
    FeatureSpace space = read(golden, json);
    if (golden.get("adapt").isObject()) {
      space = space.adapt(table(space, golden.get("adapt")));
    }
    compare(comparison, golden, "", space);
    JsonNode written = KerasObjects.json().write(Configured.of(space));
    compare(comparison, golden, "read again: ", read(golden, written));
    return comparison.outcome();
  }

  private static FeatureSpace read(GoldenCase golden, JsonNode json) {
    KerasObjects.requireSupported(golden, json);
    Layer layer = KerasObjects.json().read(Layer.class, json, golden.id());
    return (FeatureSpace) Configured.of(layer).layer();
  }

  private static void compare(
      Comparison comparison, GoldenCase golden, String what, FeatureSpace space) {
    Map<String, Tensor> table = table(space, golden.get("input"));
    JsonNode output = golden.get("output");
    if (output.isObject()) {
      Map<String, Tensor> got = space.encode(table);
      comparison.equal(what + "names", got.keySet(), java.util.Set.copyOf(output.propertyNames()));
      got.forEach(
          (name, t) ->
              comparison.close(what + name, t, JsonData.tensor(output.path(name), t.dtype())));
    } else {
      comparison.close(what + "output", space.call(table), JsonData.tensor(output, DType.FLOAT32));
    }
  }

  private static Map<String, Tensor> table(FeatureSpace space, JsonNode columns) {
    var out = new LinkedHashMap<String, Tensor>();
    for (Map.Entry<String, Feature> e : space.features().entrySet()) {
      out.put(e.getKey(), JsonData.tensor(columns.path(e.getKey()), e.getValue().dtype()));
    }
    return out;
  }
}
