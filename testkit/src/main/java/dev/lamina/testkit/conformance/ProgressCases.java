package dev.lamina.testkit.conformance;

import dev.lamina.Fit;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.backend.Backend;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.ProgbarLogger;
import dev.lamina.callbacks.SwapEMAWeights;
import dev.lamina.callbacks.Training;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Group {@code callbacks}, what a whole training shows: texts, the order of events, averages. */
final class ProgressCases {
  private final GoldenCase golden;
  private final Comparison comparison;

  private ProgressCases(GoldenCase golden) {
    this.golden = golden;
    this.comparison = new Comparison(golden);
  }

  static CaseResult.Outcome text(GoldenCase golden, Backend backend) {
    return new ProgressCases(golden).text(backend);
  }

  static CaseResult.Outcome order(GoldenCase golden, Backend backend) {
    return new ProgressCases(golden).order(backend);
  }

  static CaseResult.Outcome averages(GoldenCase golden, Backend backend) {
    return new ProgressCases(golden).averages(backend);
  }

  private Model model(Backend backend) {
    Model model = Models.read(golden, golden.get("model"));
    Models.setWeights(golden, model);
    model.compile(
        new CompileJson(KerasRegistry.standard(), golden.id(), model)
            .read(golden.get("compile"))
            .backend(backend.name()));
    return model;
  }

  private Fit fit() {
    JsonNode f = golden.get("fit");
    return Fit.epochs(f.path("epochs").intValue(1))
        .batchSize(f.path("batch_size").intValue(32))
        .shuffle(false)
        .verbose(Verbose.SILENT);
  }

  /** What stays of a text: painted-over lines and colours are gone, times have placeholders. */
  static String masked(String text) {
    return Arrays.stream(text.split("\n"))
            .map(l -> l.substring(l.lastIndexOf('\r') + 1))
            .map(l -> l.replaceAll("\\b\\d+s( |$)", "<N>s$1"))
            .map(l -> l.replaceAll("\\b\\d+(s|ms|us)/step", "<T>/step"))
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private CaseResult.Outcome text(Backend backend) {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Callback logger = ProgbarLogger.of(out, golden.get("verbose").intValue() == 1);
    try (Model model = model(backend)) {
      Dataset data = data();
      Fit fit = fit().callbacks(logger);
      int rows = golden.get("validation_rows").intValue(0);
      model.fit(data, rows > 0 ? fit.validationData(data.rows(0, rows)) : fit);
      if (golden.get("evaluate").booleanValue(false)) {
        model.evaluate(data, fit.batchSize(), Verbose.SILENT, logger);
      }
    }
    comparison.equal(
        "text", masked(bytes.toString(StandardCharsets.UTF_8)), golden.get("text").asString(""));
    return comparison.outcome();
  }

  private Dataset data() {
    return Dataset.of(golden.tensors(golden.get("x")), golden.tensors(golden.get("y")));
  }

  private CaseResult.Outcome averages(Backend backend) {
    var seen = new ArrayList<List<Tensor>>();
    Callback watcher =
        new Callback() {
          @Override
          public void onEpochBegin(Training training, int epoch) {
            seen.add(training.weights());
          }

          @Override
          public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            seen.add(training.weights());
          }
        };
    try (Model model = model(backend)) {
      model.fit(data(), fit().callbacks(SwapEMAWeights.of().swapOnEpoch(), watcher));
      int i = 0;
      for (JsonNode event : golden.get("events")) {
        List<Tensor> got = seen.get(i);
        for (int w = 0; w < got.size(); w++) {
          List<Double> want = new ArrayList<>();
          event.path("weights").path(w).forEach(v -> want.add(v.doubleValue()));
          for (int k = 0; k < want.size(); k++) {
            comparison.close(
                "event %d weight %d".formatted(i, w), got.get(w).getDouble(k), want.get(k));
          }
        }
        i++;
      }
      List<Weight> weights = model.weights();
      for (int w = 0; w < weights.size(); w++) {
        comparison.close(
            "final weight " + w,
            weights.get(w).value(),
            golden.tensor(golden.get("final_weights").path(w).path("tensor")));
      }
    }
    return comparison.outcome();
  }

  private CaseResult.Outcome order(Backend backend) {
    var events = new EventLog();
    try (Model model = EventLog.model(backend)) {
      Dataset data = EventLog.data(10);
      Fit fit = fit().batchSize(4).callbacks(events);
      if (golden.get("fit").has("validation_freq")) {
        fit = fit.validationFreq(golden.get("fit").path("validation_freq").intValue());
      }
      boolean validates = golden.get("validation").booleanValue(false);
      model.fit(data, validates ? fit.validationData(EventLog.data(8)) : fit);
      model.evaluate(data, 5, Verbose.SILENT, events);
      model.predict(data.x(), 5, events);
    }
    var want = new ArrayList<String>();
    for (JsonNode e : golden.get("events")) {
      var keys = new TreeSet<String>();
      e.path("log_keys").forEach(k -> keys.add(k.asString("")));
      want.add(
          "%s %s %s"
              .formatted(
                  e.path("event").asString(""),
                  e.path("index").isNull() ? "-" : e.path("index").toString(),
                  keys));
    }
    comparison.equal("events", events.lines(), List.copyOf(want));
    return comparison.outcome();
  }
}
