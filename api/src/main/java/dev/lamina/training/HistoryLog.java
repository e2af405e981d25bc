package dev.lamina.training;

import dev.lamina.History;
import dev.lamina.callbacks.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the logs of epochs; those before an interruption are kept apart. */
final class HistoryLog {
  private final List<Integer> epochs = new ArrayList<>();
  private final Map<String, List<Double>> metrics = new LinkedHashMap<>();
  private final Optional<HistoryLog> earlier;

  HistoryLog(Optional<HistoryLog> earlier) {
    this.earlier = earlier;
  }

  /** What {@link #snapshot} has written. */
  static HistoryLog of(Snapshot saved) {
    var log = new HistoryLog(Optional.empty());
    for (double e : saved.numbers("epochs")) {
      log.epochs.add((int) e);
    }
    Snapshot values = saved.below("metrics");
    values.values().keySet().forEach(k -> log.metrics.put(k, list(values.numbers(k))));
    return log;
  }

  private static List<Double> list(double[] numbers) {
    var out = new ArrayList<Double>();
    for (double n : numbers) {
      out.add(n);
    }
    return out;
  }

  boolean has(int epoch) {
    return epochs.contains(epoch);
  }

  void add(int epoch, Map<String, Double> logs) {
    epochs.add(epoch);
    logs.forEach((k, v) -> metrics.computeIfAbsent(k, x -> new ArrayList<>()).add(v));
  }

  History history() {
    return new History(epochs, metrics, earlier.map(HistoryLog::history));
  }

  Snapshot snapshot() {
    History all = history().whole();
    Snapshot values = Snapshot.empty();
    for (Map.Entry<String, List<Double>> e : all.metrics().entrySet()) {
      values = values.with(e.getKey(), numbers(e.getValue()));
    }
    return Snapshot.empty().with("epochs", numbers(all.epochs())).with("metrics", values);
  }

  private static double[] numbers(List<? extends Number> list) {
    return list.stream().mapToDouble(Number::doubleValue).toArray();
  }
}
