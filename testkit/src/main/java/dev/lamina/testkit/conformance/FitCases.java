package dev.lamina.testkit.conformance;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.backend.Backend;
import dev.lamina.callbacks.Callback;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Container;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Kinds {@code fit} and {@code batch-sequence}: whole trainings from given weights. */
final class FitCases {
  private final GoldenCase golden;
  private final Comparison comparison;

  private FitCases(GoldenCase golden) {
    this.golden = golden;
    this.comparison = new Comparison(golden);
  }

  static CaseResult.Outcome fit(GoldenCase golden, Backend backend) {
    return new FitCases(golden).fit(backend);
  }

  static CaseResult.Outcome batches(GoldenCase golden, Backend backend) {
    return new FitCases(golden).batches(backend);
  }

  private Model compiled(Backend backend) {
    KerasObjects.requireSupported(golden, golden.get("compile"));
    KerasObjects.requireSupported(golden, golden.get("model"));
    Model model = Model.fromJson(golden.get("model").toString());
    Models.setWeights(golden, model);
    freeze(model.layers(), model);
    Compile c =
        new CompileJson(KerasRegistry.standard(), golden.id(), model).read(golden.get("compile"));
    model.compile(c.backend(backend.name()));
    return model;
  }

  /** The case's flags say what is trained at compile time. */
  private void freeze(List<Shared> layers, Model model) {
    int i = 0;
    for (JsonNode w : golden.get("weights")) {
      Weight weight = model.weights().get(i++);
      if (weight.spec().trainable() && !w.path("trainable").booleanValue(true)) {
        freeze(layers, weight);
      }
    }
  }

  /** Freezes the layer that has the weight, also one inside of a model inside. */
  private static void freeze(List<Shared> layers, Weight weight) {
    for (Shared l : layers) {
      if (l.weights().contains(weight)) {
        if (l.layer() instanceof Container c) {
          freeze(c.layers(), weight);
        } else {
          l.setTrainable(false);
        }
      }
    }
  }

  private CaseResult.Outcome fit(Backend backend) {
    try (Model model = compiled(backend)) {
      Dataset data = data("x", "y", "sample_weight");
      History history = model.fit(data, how());
      history(history);
      if (golden.has("epochs_run")) {
        comparison.equal("epochs", history.epochs().size(), golden.get("epochs_run").intValue());
      }
      if (golden.has("evaluate")) {
        inference(model, data);
      }
      weights(model);
      if (golden.has("optimizer_variables")) {
        optimizer(model);
      }
      return comparison.outcome();
    }
  }

  private void inference(Model model, Dataset data) {
    boolean weighted = golden.get("evaluate_uses_sample_weight").booleanValue(true);
    Dataset evaluated = weighted ? data : Dataset.of(data.x(), data.y());
    int batch = how().batchSize();
    results("evaluate", model.evaluate(evaluated, batch), golden.get("evaluate"));
    List<Tensor> outputs = model.predict(data.x(), batch);
    List<Tensor> want = golden.tensors(golden.get("predict"));
    for (int i = 0; i < want.size(); i++) {
      comparison.close("predict " + i, outputs.get(i), want.get(i));
    }
  }

  private Dataset data(String x, String y, String weights) {
    Dataset d = Dataset.of(golden.tensors(golden.get(x)), golden.tensors(golden.get(y)));
    List<Optional<Tensor>> w = golden.optionalTensors(golden.get(weights));
    return w.isEmpty() ? d : d.withSampleWeights(w);
  }

  private Fit how() {
    JsonNode f = golden.get("fit");
    Fit how = Fit.epochs(f.path("epochs").intValue(1)).verbose(Verbose.SILENT);
    for (Map.Entry<String, JsonNode> e : f.properties()) {
      JsonNode v = e.getValue();
      how =
          switch (e.getKey()) {
            case "epochs", "verbose" -> how;
            case "batch_size" -> v.isNull() ? how : how.batchSize(v.intValue());
            case "shuffle" -> how.shuffle(v.booleanValue());
            case "class_weight" -> how.classWeight(classWeight(v));
            case "initial_epoch" -> how.initialEpoch(v.intValue());
            case "steps_per_epoch" -> how.stepsPerEpoch(v.intValue());
            case "validation_batch_size" -> how.validationBatchSize(v.intValue());
            case "validation_steps" -> how.validationSteps(v.intValue());
            case "validation_split" -> how.validationSplit(v.doubleValue());
            case "validation_freq" ->
                v.isArray()
                    ? how.validationFreq(v.valueStream().map(JsonNode::intValue).toList())
                    : how.validationFreq(v.intValue());
            default -> throw new UnsupportedCaseException("fit argument " + e.getKey());
          };
    }
    var callbacks = new ArrayList<Callback>();
    for (JsonNode c : golden.get("callbacks")) {
      callbacks.add(Callbacks.of(c.path("callback").asString(""), c.path("args"), Path.of(".")));
    }
    how = how.callbacks(callbacks.toArray(new Callback[0]));
    return golden.has("validation_x")
        ? how.validationData(data("validation_x", "validation_y", "validation_sample_weight"))
        : how;
  }

  private static Map<Integer, Double> classWeight(JsonNode json) {
    var out = new HashMap<Integer, Double>();
    json.properties()
        .forEach(e -> out.put(Integer.parseInt(e.getKey()), e.getValue().doubleValue()));
    return out;
  }

  private void history(History history) {
    JsonNode want = golden.get("history");
    comparison.equal(
        "history keys",
        new TreeSet<>(history.metrics().keySet()),
        new TreeSet<>(want.propertyNames()));
    for (Map.Entry<String, JsonNode> e : want.properties()) {
      List<Double> got = history.metrics().getOrDefault(e.getKey(), List.of());
      comparison.equal("history " + e.getKey() + ": epochs", got.size(), e.getValue().size());
      for (int i = 0; i < got.size() && i < e.getValue().size(); i++) {
        comparison.close(
            "history %s[%d]".formatted(e.getKey(), i),
            got.get(i),
            GoldenCase.number(e.getValue().get(i)));
      }
    }
  }

  private void results(String what, Map<String, Double> got, JsonNode want) {
    comparison.equal(
        what + " keys", new TreeSet<>(got.keySet()), new TreeSet<>(want.propertyNames()));
    for (Map.Entry<String, JsonNode> e : want.properties()) {
      Double value = got.get(e.getKey());
      if (value != null) {
        comparison.close(what + " " + e.getKey(), value, GoldenCase.number(e.getValue()));
      }
    }
  }

  private void weights(Model model) {
    JsonNode want = golden.get("final_weights");
    List<Weight> got = model.weights();
    comparison.equal("number of weights", got.size(), want.size());
    for (int i = 0; i < want.size() && i < got.size(); i++) {
      comparison.close(
          "final " + want.get(i).path("path").asString(""),
          got.get(i).value(),
          golden.tensor(want.get(i).path("tensor")));
    }
  }

  private void optimizer(Model model) {
    JsonNode want = golden.get("optimizer_variables");
    List<Weight> got = model.trainer().optimizerWeights();
    comparison.equal("number of optimizer variables", got.size(), want.size());
    for (int i = 0; i < want.size() && i < got.size(); i++) {
      comparison.close(
          "optimizer variable " + want.get(i).path("path").asString(""),
          got.get(i).value(),
          golden.tensor(want.get(i).path("tensor")));
    }
  }

  private CaseResult.Outcome batches(Backend backend) {
    try (Model model = compiled(backend)) {
      int i = 0;
      for (JsonNode call : golden.get("calls")) {
        call(model, i++, call);
      }
      weights(model);
      return comparison.outcome();
    }
  }

  private void call(Model model, int number, JsonNode call) {
    String name = call.path("call").asString("");
    String what = "call %d, %s:".formatted(number, name);
    switch (name) {
      case "reset_metrics" -> model.resetMetrics();
      case "predict_on_batch" -> {
        List<Tensor> x = golden.tensors(call.path("x"));
        List<Tensor> got = model.predict(x, x.get(0).shape().dim(0));
        List<Tensor> want = golden.tensors(call.path("outputs"));
        for (int i = 0; i < want.size(); i++) {
          comparison.close(what + " output " + i, got.get(i), want.get(i));
        }
      }
      case "train_on_batch", "test_on_batch" -> {
        Dataset d = Dataset.of(golden.tensors(call.path("x")), golden.tensors(call.path("y")));
        if (call.has("sample_weight")) {
          d = d.withSampleWeights(golden.optionalTensors(call.path("sample_weight")));
        }
        if (call.has("class_weight")) {
          d = d.withClassWeight(classWeight(call.path("class_weight")));
        }
        results(
            what,
            name.equals("train_on_batch") ? model.trainOnBatch(d) : model.testOnBatch(d),
            call.path("result"));
      }
      default -> throw new UnsupportedCaseException("call " + name);
    }
  }
}
