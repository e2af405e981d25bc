package dev.lamina.testkit.conformance;

import dev.lamina.Compile;
import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Groups {@code saved} and {@code saved-keras2}: every file in the folder is loaded; checked are
 * weights, outputs, the optimizer's variables and how training goes on.
 */
final class SavedCases {
  private static final String JSON = "model.json";

  private final GoldenCase golden;
  private final Backend backend;
  private final Comparison comparison;

  private SavedCases(GoldenCase golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    this.comparison = new Comparison(golden);
  }

  private static List<String> files(GoldenCase c) {
    var out = new ArrayList<String>();
    c.get("files").forEach(f -> out.add(f.asString("")));
    return out;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code saved-refused}: the error and the report must name the class and the layer. */
  static CaseResult.Outcome refused(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    for (String file : files(c)) {
      Path path = c.folder().resolve(file);
      var messages = new ArrayList<String>();
      try {
        Model loaded = file.equals(JSON) ? Model.fromJson(text(path)) : Model.load(path);
        loaded.close();
        comparison.that(false, file + ": expected an error, the file was loaded");
      } catch (ModelFormatException e) {
        messages.add(String.valueOf(e.getMessage()));
      }
      if (!file.equals(JSON)) {
        messages.add(Model.inspect(path).toString());
      }
      for (String key : List.of("class_name", "layer_name")) {
        String name = c.get(key).asString("");
        for (String m : messages) {
          comparison.that(m.contains(name), "%s: expected '%s' in: %s".formatted(file, name, m));
        }
      }
    }
    return comparison.outcome();
  }

  static CaseResult.Outcome run(GoldenCase c, Backend backend) {
    var cases = new SavedCases(c, backend);
    for (String file : files(c)) {
      cases.file(file);
    }
    return cases.comparison.outcome();
  }

  private void file(String file) {
    Path path = golden.folder().resolve(file);
    try (Model model = open(file, path)) {
      if (file.equals(JSON)) {
        setWeights(model);
      } else {
        weights(file, model);
      }
      if (golden.has("count_params")) {
        comparison.equal(
            file + ": parameters", model.countParams(), golden.get("count_params").longValue());
      }
      // Vocabularies stand beside the configuration, in .keras files only.
      if (!golden.has("inputs_strings") || file.equals("model.keras")) {
        outputs(file, model);
      }
      model.compiled().ifPresent(c -> training(file, model, c));
    }
  }

  private Model open(String file, Path path) {
    boolean weightsOnly = file.equals("weights.h5") || file.equals("model.weights.h5");
    if (!weightsOnly && !file.equals(JSON)) {
      return Model.load(path);
    }
    Model model = Model.fromJson(text(golden.folder().resolve(JSON)));
    if (weightsOnly) {
      model.loadWeights(path);
    }
    return model;
  }

  private void setWeights(Model model) {
    var values = new ArrayList<Tensor>();
    golden.get("weights").forEach(w -> values.add(weight(w)));
    model.setWeights(values);
  }

  /** The tensors hold scalars of Keras 2 as one element; the case tells the shape. */
  private Tensor weight(JsonNode w) {
    Tensor t = golden.tensor(w.path("tensor"));
    boolean scalar = w.path("shape").isEmpty() && t.shape().rank() == 1;
    return scalar ? Tensor.scalar(t.dtype(), t.item()) : t;
  }

  private void weights(String file, Model model) {
    List<Weight> got = model.weights();
    JsonNode want = golden.get("weights");
    comparison.equal(file + ": number of weights", got.size(), want.size());
    for (int i = 0; i < Math.min(got.size(), want.size()); i++) {
      String path = want.get(i).path("path").asString("");
      comparison.close("%s: %s".formatted(file, path), got.get(i).value(), weight(want.get(i)));
    }
  }

  private List<Tensor> inputs() {
    if (!golden.has("inputs_strings")) {
      return golden.tensors(golden.get("inputs"));
    }
    var out = new ArrayList<Tensor>();
    for (JsonNode input : golden.get("inputs_strings")) {
      var texts = new ArrayList<String>();
      input.forEach(row -> texts.add(row.path(0).asString("")));
      out.add(Tensor.of(texts.toArray(String[]::new), texts.size(), 1));
    }
    return out;
  }

  private void outputs(String file, Model model) {
    List<Tensor> x = inputs();
    List<Tensor> want = golden.tensors(golden.get("outputs"));
    try (var predictor = new Predictor(model.network(), backend)) {
      List<Tensor> got = predictor.predict(x, x.get(0).shape().dim(0), List.of());
      comparison.equal(file + ": number of outputs", got.size(), want.size());
      for (int i = 0; i < want.size() && i < got.size(); i++) {
        comparison.close(
            "%s: output %d".formatted(file, i), got.get(position(model, i)), want.get(i));
      }
    }
  }

  /** Outputs in dictionaries are listed in the order of their names in the case. */
  private int position(Model model, int output) {
    String name = golden.get("output_names").path(output).asString("");
    int at = model.network().outputNames().indexOf(name);
    return at < 0 ? output : at;
  }

  /** Compiling for another engine resets the optimizer: its variables are carried over. */
  private void training(String file, Model model, Compile settings) {
    model.trainer().buildOptimizer();
    List<Tensor> state = model.trainer().optimizerWeights().stream().map(Weight::value).toList();
    if (golden.has("optimizer_variables")) {
      JsonNode want = golden.get("optimizer_variables");
      comparison.equal(file + ": number of optimizer variables", state.size(), want.size());
      for (int i = 0; i < Math.min(state.size(), want.size()); i++) {
        comparison.close(
            "%s: %s".formatted(file, want.get(i).path("path").asString("")),
            state.get(i),
            golden.tensor(want.get(i).path("tensor")));
      }
    }
    // Keras 2 leaves the state of its legacy optimizers out of .keras files: they begin anew.
    boolean begun = state.get(0).getLong(0) > 0 || golden.has("optimizer_variables");
    if (golden.has("next_batch_losses") && begun) {
      model.compile(settings.backend(backend.name()));
      model.trainer().buildOptimizer();
      List<Weight> variables = model.trainer().optimizerWeights();
      for (int i = 0; i < state.size(); i++) {
        variables.get(i).set(state.get(i));
      }
      steps(file, model);
    }
  }

  private void steps(String file, Model model) {
    JsonNode target = golden.get("target");
    List<Tensor> y = target.isArray() ? golden.tensors(target) : List.of(golden.tensor(target));
    JsonNode losses = golden.get("next_batch_losses");
    for (int i = 0; i < losses.size(); i++) {
      Map<String, Double> logs = model.trainOnBatch(Dataset.of(inputs(), y));
      double loss = Optional.ofNullable(logs.get("loss")).orElse(Double.NaN);
      String what = "%s: loss of step %d".formatted(file, i);
      comparison.close(what, loss, GoldenCase.number(losses.get(i)));
    }
    int i = 0;
    for (JsonNode w : golden.get("weights_after_three_steps")) {
      comparison.close(
          "%s: after three steps: %s".formatted(file, w.path("path").asString("")),
          model.weights().get(i++).value(),
          golden.tensor(w.path("tensor")));
    }
  }
}
