package dev.lamina.testkit.conformance;

import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Group {@code saved}, by way of {@code model.json} and the weights in the case: outputs, and how
 * training goes on. The {@code .keras} and {@code .h5} files beside it are not read here.
 */
final class SavedCases {
  private final GoldenCase golden;
  private final Comparison comparison;

  private SavedCases(GoldenCase golden) {
    this.golden = golden;
    this.comparison = new Comparison(golden);
  }

  private static JsonNode modelJson(GoldenCase c) {
    try {
      return GoldenCase.readJson(c.folder().resolve("model.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kind {@code saved-refused}: the error must name the class and the layer. */
  static CaseResult.Outcome refused(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    String problems = String.join("; ", Models.json(c).unsupported(modelJson(c)));
    for (String key : List.of("class_name", "layer_name")) {
      String name = c.get(key).asString("");
      comparison.that(
          problems.contains(name), "expected an error naming %s, got %s".formatted(name, problems));
    }
    return comparison.outcome();
  }

  static CaseResult.Outcome run(GoldenCase c, Backend backend) {
    if (c.has("inputs_strings")) {
      throw new UnsupportedCaseException("string inputs");
    }
    return new SavedCases(c).run(backend);
  }

  private CaseResult.Outcome run(Backend backend) {
    JsonNode json = modelJson(golden);
    try (Model model = Models.read(golden, json)) {
      Models.setWeights(golden, model);
      if (golden.has("count_params")) {
        comparison.equal("parameters", model.countParams(), golden.get("count_params").longValue());
      }
      JsonNode compile = json.path("compile_config");
      boolean compiled = compile.isObject() && !compile.isEmpty();
      if (compiled) {
        model.compile(
            new CompileJson(KerasRegistry.standard(), golden.id(), model.network().outputNames())
                .read(compile)
                .backend(backend.name()));
        setOptimizer(model);
      }
      List<Tensor> x = golden.tensors(golden.get("inputs"));
      List<Tensor> want = golden.tensors(golden.get("outputs"));
      List<Tensor> got = model.predict(x, x.get(0).shape().dim(0));
      comparison.equal("number of outputs", got.size(), want.size());
      for (int i = 0; i < want.size() && i < got.size(); i++) {
        comparison.close("output " + i, got.get(position(model, i)), want.get(i));
      }
      if (compiled && golden.has("target")) {
        train(model, x);
      }
      return comparison.outcome();
    }
  }

  /** Outputs in dictionaries are listed in the order of their names in the case. */
  private int position(Model model, int output) {
    String name = golden.get("output_names").path(output).asString("");
    int at = model.network().outputNames().indexOf(name);
    return at < 0 ? output : at;
  }

  private void setOptimizer(Model model) {
    model.trainer().buildOptimizer();
    List<Weight> variables = model.trainer().optimizerWeights();
    JsonNode values = golden.get("optimizer_variables");
    comparison.equal("number of optimizer variables", variables.size(), values.size());
    for (int i = 0; i < values.size() && i < variables.size(); i++) {
      variables.get(i).set(golden.tensor(values.get(i).path("tensor")));
    }
  }

  private void train(Model model, List<Tensor> x) {
    JsonNode target = golden.get("target");
    List<Tensor> y = target.isArray() ? golden.tensors(target) : List.of(golden.tensor(target));
    JsonNode losses = golden.get("next_batch_losses");
    for (int i = 0; i < losses.size(); i++) {
      Map<String, Double> logs = model.trainOnBatch(Dataset.of(x, y));
      comparison.close(
          "loss of step " + i,
          logs.getOrDefault("loss", Double.NaN),
          GoldenCase.number(losses.get(i)));
    }
    int i = 0;
    for (JsonNode w : golden.get("weights_after_three_steps")) {
      comparison.close(
          "after three steps: " + w.path("path").asString(""),
          model.weights().get(i++).value(),
          golden.tensor(w.path("tensor")));
    }
  }
}
