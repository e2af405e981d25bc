package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.EarlyStopping;
import dev.lamina.callbacks.LambdaCallback;
import dev.lamina.callbacks.Progbar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Group {@code callbacks}, as far as no model is trained. */
final class CallbackCases {
  private final GoldenCase golden;
  private final Comparison comparison;
  private final DrivenTraining training;

  private CallbackCases(GoldenCase golden) {
    this.golden = golden;
    this.comparison = new Comparison(golden);
    double rate = golden.get("initial_learning_rate").doubleValue(0.1);
    this.training = new DrivenTraining(golden.get("compiled_metrics"), rate);
  }

  static CaseResult.Outcome driven(GoldenCase golden, Backend backend) {
    return new CallbackCases(golden).driven();
  }

  static CaseResult.Outcome csv(GoldenCase golden, Backend backend) {
    return new CallbackCases(golden).csv();
  }

  static CaseResult.Outcome nan(GoldenCase golden, Backend backend) {
    return new CallbackCases(golden).nan();
  }

  static CaseResult.Outcome batches(GoldenCase golden, Backend backend) {
    return new CallbackCases(golden).batches();
  }

  static CaseResult.Outcome lambda(GoldenCase golden, Backend backend) {
    return new CallbackCases(golden).lambda();
  }

  static CaseResult.Outcome progbar(GoldenCase golden, Backend backend) {
    return new CallbackCases(golden).progbar();
  }

  private Callback callback(Path dir) {
    return Callbacks.of(golden.get("callback").asString(""), golden.get("args"), dir);
  }

  private static Map<String, Double> logs(JsonNode json) {
    var out = new LinkedHashMap<String, Double>();
    json.properties().forEach(e -> out.put(e.getKey(), GoldenCase.number(e.getValue())));
    return out;
  }

  private CaseResult.Outcome driven() {
    Callback callback = callback(Path.of("."));
    callback.onTrainBegin(training);
    int ran = 0;
    for (JsonNode event : golden.get("events")) {
      ran++;
      event(callback, event);
    }
    callback.onTrainEnd(training, Map.of());
    comparison.equal("epochs", ran, golden.get("epochs_run").intValue(ran));
    comparison.equal(
        "printed at the end", training.printed(), golden.get("printed_on_train_end").asString(""));
    comparison.close("kernel", training.kernel(), golden.get("kernel_after").doubleValue());
    if (callback instanceof EarlyStopping e) {
      comparison.equal("stopped epoch", e.stoppedEpoch(), golden.get("stopped_epoch").intValue());
      comparison.equal("best epoch", e.bestEpoch(), golden.get("best_epoch").intValue());
      comparison.close("best", e.best(), GoldenCase.number(golden.get("best")));
    }
    return comparison.outcome();
  }

  private void event(Callback callback, JsonNode event) {
    int epoch = event.path("epoch").intValue();
    String what = "epoch %d: ".formatted(epoch);
    Set<String> before = training.files();
    callback.onEpochBegin(training, epoch);
    training.kernel(epoch + 1);
    Map<String, Double> logs = logs(event.path("logs"));
    var given = new HashSet<>(logs.keySet());
    callback.onEpochEnd(training, epoch, logs);
    comparison.equal(
        what + "stopped", training.stopped(), event.path("stop_training").booleanValue(false));
    comparison.close(
        what + "learning rate", training.learningRate(), event.path("learning_rate").doubleValue());
    comparison.equal(what + "printed", training.printed(), event.path("printed").asString(""));
    logs.keySet().removeAll(given);
    Map<String, Double> added = logs(event.path("logs_added"));
    comparison.equal(what + "logs added", logs.keySet(), added.keySet());
    logs.forEach((k, v) -> comparison.close(what + k, v, added.getOrDefault(k, Double.NaN)));
    if (event.has("files")) {
      comparison.equal(what + "files", training.files(), names(event.path("files")));
      Set<String> written = training.files();
      written.removeAll(before);
      Set<String> want = names(event.path("files_written"));
      want.removeAll(before);
      comparison.equal(what + "files written", written, want);
    }
  }

  private static Set<String> names(JsonNode list) {
    var out = new TreeSet<String>();
    list.forEach(n -> out.add(n.asString("")));
    return out;
  }

  private CaseResult.Outcome csv() {
    try {
      Path dir = Files.createTempDirectory("csv");
      Path file = dir.resolve("log.csv");
      try {
        run(callback(dir), golden.get("logs"));
        comparison.equal("text", Files.readString(file), golden.get("text").asString(""));
        if (golden.has("second_logs")) {
          run(callback(dir), golden.get("second_logs"));
          comparison.equal(
              "second text", Files.readString(file), golden.get("second_text").asString(""));
        }
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(dir);
      }
      return comparison.outcome();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Callback callback, JsonNode epochs) {
    callback.onTrainBegin(training);
    int epoch = 0;
    for (JsonNode logs : epochs) {
      callback.onEpochBegin(training, epoch);
      callback.onEpochEnd(training, epoch++, logs(logs));
    }
    callback.onTrainEnd(training, Map.of());
  }

  private CaseResult.Outcome nan() {
    Callback callback = callback(Path.of("."));
    callback.onTrainBegin(training);
    for (JsonNode b : golden.get("batches")) {
      int batch = b.path("batch").intValue();
      String error = "";
      try {
        callback.onTrainBatchEnd(
            training, batch, Map.of("loss", GoldenCase.number(b.path("loss"))));
      } catch (IllegalStateException e) {
        error = "RuntimeError: " + e.getMessage();
      }
      comparison.equal("error", error, b.path("error").asString(""));
      comparison.equal(
          "stopped after batch " + batch,
          training.stopped(),
          b.path("stop_training").booleanValue(false));
    }
    comparison.equal("printed", training.printed(), golden.get("printed").asString(""));
    return comparison.outcome();
  }

  /** Kind {@code callback-fit}: the files after each batch. */
  private CaseResult.Outcome batches() {
    Callback callback = callback(Path.of("."));
    callback.onTrainBegin(training);
    int epoch = -1;
    for (JsonNode b : golden.get("after_each_batch")) {
      if (b.path("epoch").intValue() != epoch) {
        if (epoch >= 0) {
          callback.onEpochEnd(training, epoch, new LinkedHashMap<>());
        }
        epoch = b.path("epoch").intValue();
        callback.onEpochBegin(training, epoch);
      }
      int batch = b.path("batch").intValue();
      callback.onTrainBatchBegin(training, batch);
      callback.onTrainBatchEnd(training, batch, Map.of("loss", 1.0));
      comparison.equal(
          "files after batch %d of epoch %d".formatted(batch, epoch),
          training.files(),
          names(b.path("files")));
    }
    return comparison.outcome();
  }

  private CaseResult.Outcome lambda() {
    var log = new ArrayList<String>();
    Callback callback =
        LambdaCallback.of()
            .onTrainBegin(t -> log.add("train begin"))
            .onTrainEnd(t -> log.add("train end"))
            .onEpochBegin((t, e) -> log.add("begin " + e))
            .onEpochEnd((t, e, l) -> log.add("end " + e))
            .onTrainBatchEnd((t, b, l) -> log.add("batch " + b));
    callback.onTrainBegin(training);
    for (int e = 0; e < golden.get("epochs").intValue(); e++) {
      callback.onEpochBegin(training, e);
      for (int b = 0; b < golden.get("batches_per_epoch").intValue(); b++) {
        callback.onTrainBatchBegin(training, b);
        callback.onTrainBatchEnd(training, b, Map.of());
      }
      callback.onEpochEnd(training, e, new LinkedHashMap<>());
    }
    callback.onTrainEnd(training, Map.of());
    var want = new ArrayList<String>();
    golden.get("log").forEach(l -> want.add(l.asString("")));
    comparison.equal("log", List.copyOf(log), List.copyOf(want));
    return comparison.outcome();
  }

  private CaseResult.Outcome progbar() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    JsonNode args = golden.get("args");
    Progbar bar =
        Progbar.of(out, args.path("target").intValue(), false, names(args.path("stateful")));
    for (JsonNode u : args.path("updates")) {
      var values = new LinkedHashMap<String, Double>();
      u.path(1).forEach(v -> values.put(v.path(0).asString(""), GoldenCase.number(v.path(1))));
      bar.update(u.path(0).intValue(), values);
    }
    comparison.equal(
        "text",
        ProgressCases.masked(bytes.toString(StandardCharsets.UTF_8)),
        golden.get("text").asString(""));
    return comparison.outcome();
  }
}
