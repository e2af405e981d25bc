package dev.lamina.testkit.conformance;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.Adaptable;
import dev.lamina.layers.Arguments;
import dev.lamina.layers.Configured;
import dev.lamina.layers.Discretization;
import dev.lamina.layers.HostLayer;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Normalization;
import dev.lamina.layers.Shared;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.TextVectorization;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Group {@code preprocessing}: layers of the host, adapted and called alone; those that can be in a
 * graph also there, on the engine.
 */
final class PreprocessingCases {
  private final GoldenCase golden;
  private final Backend backend;
  private final Comparison comparison;

  private PreprocessingCases(GoldenCase golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    this.comparison = new Comparison(golden);
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    return new PreprocessingCases(golden, backend).run();
  }

  /** Kind {@code model}: layers of the host in front of a network. */
  static CaseResult.Outcome model(GoldenCase golden, Backend backend) {
    var comparison = new Comparison(golden);
    Model model = Models.read(golden, golden.get("model"));
    var x = new ArrayList<Tensor>();
    for (int i = 0; i < golden.get("inputs").size(); i++) {
      x.add(
          JsonData.tensor(
              golden.get("inputs").get(i), golden.get("input_dtype").path(i).asString("")));
    }
    var execution = new Execution(backend);
    List<Value> values = model.network().host().run(x).stream().map(execution::input).toList();
    var tracer = new Tracer(false, 0, Value.scalar(DType.INT64, 0));
    List<Tensor> got = execution.run(tracer.trace(model.network(), values).outputs());
    for (int i = 0; i < got.size(); i++) {
      String type = golden.get("output_dtype").path(i).asString("");
      comparison.close(
          "output " + i, got.get(i), JsonData.tensor(golden.get("outputs").get(i), type));
    }
    return comparison.outcome();
  }

  private JsonNode object(JsonNode config) {
    ObjectNode out = JsonMapper.shared().createObjectNode();
    out.put("module", "keras.layers");
    out.put("class_name", golden.get("class_name").asString(""));
    out.set("config", config);
    return out;
  }

  private CaseResult.Outcome run() {
    JsonNode config = object(golden.get("config_before_adapt"));
    KerasObjects.requireSupported(golden, config);
    Layer read = KerasObjects.json().read(Layer.class, config, golden.id());
    HostLayer layer = (HostLayer) Configured.of(read).layer();
    if (golden.get("adapt").isNull()) {
      JsonNode written = KerasObjects.json().write(read).path("config");
      IdentifierCases.same(comparison, "config", written, golden.get("config_before_adapt"));
    } else {
      layer = ((Adaptable) layer).adapt(JsonData.tensor(golden.get("adapt")));
    }
    state(layer);
    List<Tensor> inputs = inputs();
    String type = golden.get("output_dtype").asString("");
    JsonNode output = golden.get("output");
    Tensor want =
        JsonData.tensor(output, type)
            .reshape(JsonData.tensor(golden.get("output_shape"), DType.INT64).toInts());
    same("output", layer.call(inputs), want);
    if (layer.runsInGraph()) {
      same("output in a graph", inGraph(layer, inputs), want);
    }
    savedAgain(layer, inputs, want);
    return comparison.outcome();
  }

  private List<Tensor> inputs() {
    JsonNode type = golden.get("input_dtype");
    var out = new ArrayList<Tensor>();
    if (type.isArray()) {
      for (int i = 0; i < type.size(); i++) {
        out.add(JsonData.tensor(golden.get("input").get(i), type.get(i).asString("")));
      }
    } else {
      out.add(JsonData.tensor(golden.get("input"), type.asString("")));
    }
    if (golden.has("count_weights")) {
      out.add(JsonData.tensor(golden.get("count_weights"), DType.FLOAT32));
    }
    return out;
  }

  private void same(String what, Tensor got, Tensor want) {
    if (want.dtype() == DType.STRING) {
      comparison.equal(what, got, want);
    } else {
      comparison.close(what, got, want);
    }
  }

  /** What the layer has learned. */
  private void state(HostLayer layer) {
    if (golden.has("vocabulary")) {
      List<String> want = new ArrayList<>();
      golden.get("vocabulary").forEach(t -> want.add(t.asString("")));
      comparison.equal(
          "vocabulary", vocabulary(layer).stream().map(Object::toString).toList(), want);
    }
    if (golden.has("vocabulary_size")) {
      comparison.equal(
          "vocabulary_size", vocabulary(layer).size(), golden.get("vocabulary_size").intValue());
    }
    if (layer instanceof Discretization d && golden.has("bin_boundaries")) {
      double[] got = d.binBoundaries().orElseThrow().stream().mapToDouble(b -> b).toArray();
      flat("bin_boundaries", Tensor.of(got));
    }
    if (layer instanceof Normalization n && golden.has("mean")) {
      flat("mean", n.mean().orElseThrow());
      flat("variance", n.variance().orElseThrow());
    }
  }

  private void flat(String key, Tensor got) {
    Tensor want = JsonData.tensor(golden.get(key), DType.FLOAT64);
    comparison.close(key, got.reshape(got.size()), want.reshape(want.size()));
  }

  private static List<?> vocabulary(HostLayer layer) {
    if (layer instanceof StringLookup s) {
      return s.getVocabulary();
    }
    if (layer instanceof IntegerLookup i) {
      return i.getVocabulary();
    }
    return ((TextVectorization) layer).getVocabulary();
  }

  /** The layer as it comes back from its configuration, with what it has learned. */
  private void savedAgain(HostLayer layer, List<Tensor> inputs, Tensor want) {
    JsonNode json = KerasObjects.json().write(Configured.of(layer));
    Layer again = KerasObjects.json().read(Layer.class, json, golden.id());
    HostLayer same = (HostLayer) Configured.of(again).layer();
    same("output of the layer read again", same.call(inputs), want);
  }

  private Tensor inGraph(HostLayer layer, List<Tensor> x) {
    List<Input> inputs =
        x.stream()
            .map(
                t ->
                    Input.ofBatch(
                        SymbolicShape.of(t.shape().toArray()), t.dtype(), Optional.empty()))
            .toList();
    Arguments first = Arguments.of(inputs.get(0));
    SymbolicTensor out =
        Shared.of(layer).on(inputs.size() == 1 ? first : first.with("countWeights", inputs.get(1)));
    var execution = new Execution(backend);
    List<Value> values = x.stream().map(execution::input).toList();
    Model model = Model.of(inputs, List.of(out));
    var tracer = new Tracer(false, 0, Value.scalar(DType.INT64, 0));
    Value value = tracer.trace(model.network(), values).outputs().get(0);
    return execution.run(List.of(value)).get(0);
  }
}
