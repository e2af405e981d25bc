package dev.lamina.testkit.conformance;

import dev.lamina.callbacks.CSVLogger;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.EarlyStopping;
import dev.lamina.callbacks.LearningRateScheduler;
import dev.lamina.callbacks.Mode;
import dev.lamina.callbacks.ModelCheckpoint;
import dev.lamina.callbacks.ReduceLROnPlateau;
import dev.lamina.callbacks.SwapEMAWeights;
import dev.lamina.callbacks.TerminateOnNaN;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Callbacks by Keras' names and arguments. */
final class Callbacks {
  private Callbacks() {}

  /** {@code dir}: where files go. */
  static Callback of(String name, JsonNode args, Path dir) {
    return switch (name) {
      case "EarlyStopping" -> earlyStopping(args);
      case "ReduceLROnPlateau" -> reduceRate(args);
      case "ModelCheckpoint" -> checkpoint(args);
      case "CSVLogger" -> csv(args, dir.resolve("log.csv"));
      case "LearningRateScheduler" -> scheduler(args);
      case "TerminateOnNaN" ->
          args.path("raise_error").booleanValue(false)
              ? TerminateOnNaN.of().raiseError()
              : TerminateOnNaN.of();
      case "SwapEMAWeights" ->
          args.path("swap_on_epoch").booleanValue(false)
              ? SwapEMAWeights.of().swapOnEpoch()
              : SwapEMAWeights.of();
      default -> throw new UnsupportedCaseException("callback " + name);
    };
  }

  private static Mode mode(JsonNode v) {
    return Mode.valueOf(v.stringValue().toUpperCase(Locale.ROOT));
  }

  private static UnsupportedCaseException unknown(String callback, String key) {
    return new UnsupportedCaseException("%s: argument %s".formatted(callback, key));
  }

  private static EarlyStopping earlyStopping(JsonNode args) {
    EarlyStopping e = EarlyStopping.of(args.path("monitor").asString("val_loss"));
    for (Map.Entry<String, JsonNode> a : args.properties()) {
      JsonNode v = a.getValue();
      e =
          switch (a.getKey()) {
            case "monitor" -> e;
            case "patience" -> e.patience(v.intValue());
            case "min_delta" -> e.minDelta(v.doubleValue());
            case "mode" -> e.mode(mode(v));
            case "baseline" -> v.isNull() ? e : e.baseline(v.doubleValue());
            case "restore_best_weights" -> v.booleanValue() ? e.restoreBestWeights() : e;
            case "start_from_epoch" -> e.startFromEpoch(v.intValue());
            case "verbose" -> v.intValue() > 0 ? e.verbose() : e;
            default -> throw unknown("EarlyStopping", a.getKey());
          };
    }
    return e;
  }

  private static ReduceLROnPlateau reduceRate(JsonNode args) {
    ReduceLROnPlateau r = ReduceLROnPlateau.of(args.path("monitor").asString("val_loss"));
    for (Map.Entry<String, JsonNode> a : args.properties()) {
      JsonNode v = a.getValue();
      r =
          switch (a.getKey()) {
            case "monitor" -> r;
            case "factor" -> r.factor(v.doubleValue());
            case "patience" -> r.patience(v.intValue());
            case "mode" -> r.mode(mode(v));
            case "min_delta" -> r.minDelta(v.doubleValue());
            case "cooldown" -> r.cooldown(v.intValue());
            case "min_lr" -> r.minLearningRate(v.doubleValue());
            case "verbose" -> v.intValue() > 0 ? r.verbose() : r;
            default -> throw unknown("ReduceLROnPlateau", a.getKey());
          };
    }
    return r;
  }

  private static ModelCheckpoint checkpoint(JsonNode args) {
    ModelCheckpoint m = ModelCheckpoint.of(args.path("filepath").asString(""));
    for (Map.Entry<String, JsonNode> a : args.properties()) {
      JsonNode v = a.getValue();
      m =
          switch (a.getKey()) {
            case "filepath" -> m;
            case "monitor" -> m.monitor(v.stringValue());
            case "save_best_only" -> v.booleanValue() ? m.saveBestOnly() : m;
            case "save_weights_only" -> v.booleanValue() ? m.saveWeightsOnly() : m;
            case "mode" -> m.mode(mode(v));
            case "save_freq" -> v.isNumber() ? m.saveFreq(v.intValue()) : m;
            case "initial_value_threshold" ->
                v.isNull() ? m : m.initialValueThreshold(v.doubleValue());
            case "verbose" -> v.intValue() > 0 ? m.verbose() : m;
            default -> throw unknown("ModelCheckpoint", a.getKey());
          };
    }
    return m;
  }

  private static CSVLogger csv(JsonNode args, Path file) {
    CSVLogger c = CSVLogger.of(file);
    c = args.has("separator") ? c.separator(args.path("separator").stringValue()) : c;
    return args.path("append").booleanValue(false) ? c.append() : c;
  }

  private static LearningRateScheduler scheduler(JsonNode args) {
    ScheduleText text = ScheduleText.parse(args.path("schedule").asString(""));
    LearningRateScheduler s = LearningRateScheduler.of(text::rate);
    return args.path("verbose").intValue(0) > 0 ? s.verbose() : s;
  }
}
