package dev.lamina.training;

import dev.lamina.TrainStep;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.Optimizer;
import java.util.List;
import java.util.Optional;

/** Compile settings spread out over a model's outputs. */
public record Settings(
    Optimizer optimizer,
    List<Loss> losses,
    List<List<Metric>> metrics,
    List<List<Metric>> weightedMetrics,
    List<Double> lossWeights,
    Optional<TrainStep> trainStep,
    int outputs) {
  public Settings {
    check("losses", losses.size(), outputs, 1);
    check("metrics", metrics.size(), outputs, 0);
    check("weightedMetrics", weightedMetrics.size(), outputs, 0);
    check("lossWeights", lossWeights.size(), outputs, 0);
  }

  private static void check(String what, int got, int outputs, int least) {
    if (got != outputs && (got > 1 || got < least)) {
      throw new IllegalArgumentException(
          "compile: the model has %d outputs, so %s must have %d entries or one for all, got %d"
              .formatted(outputs, what, outputs, got));
    }
  }

  Loss loss(int output) {
    return losses.get(losses.size() == 1 ? 0 : output);
  }

  List<Metric> metrics(int output) {
    return pick(metrics, output);
  }

  List<Metric> weightedMetrics(int output) {
    return pick(weightedMetrics, output);
  }

  /** A weighted metric's log name: Keras marks it where an unweighted one has its name. */
  String weightedName(int output, Metric m) {
    boolean taken = metrics(output).stream().anyMatch(o -> o.name().equals(m.name()));
    return taken ? "weighted_" + m.name() : m.name();
  }

  double lossWeight(int output) {
    return lossWeights.isEmpty() ? 1 : lossWeights.get(lossWeights.size() == 1 ? 0 : output);
  }

  private static List<Metric> pick(List<List<Metric>> all, int output) {
    return all.isEmpty() ? List.of() : all.get(all.size() == 1 ? 0 : output);
  }
}
