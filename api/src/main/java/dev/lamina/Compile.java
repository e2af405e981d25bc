package dev.lamina;

import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.Optimizer;
import java.util.List;
import java.util.Optional;

/**
 * What a model is trained with. Lists have one entry per output, or (losses, metrics) a single
 * entry that every output uses.
 *
 * @param metrics metrics per output that ignore sample weights
 * @param weightedMetrics metrics per output that use them
 * @param lossWeights weight of each output's loss; empty: all 1
 * @param backend name of the engine; empty: by configuration, see {@link
 *     dev.lamina.backend.Backends}
 * @param trainStep what a step does in place of the usual; it is not saved
 */
public record Compile(
    Optimizer optimizer,
    List<Loss> losses,
    List<List<Metric>> metrics,
    List<List<Metric>> weightedMetrics,
    List<Double> lossWeights,
    Optional<String> backend,
    Optional<TrainStep> trainStep) {
  public Compile {
    losses = List.copyOf(losses);
    metrics = metrics.stream().map(List::copyOf).toList();
    weightedMetrics = weightedMetrics.stream().map(List::copyOf).toList();
    lossWeights = List.copyOf(lossWeights);
    if (losses.isEmpty()) {
      throw new IllegalArgumentException("Compile: expected at least one loss, got none");
    }
  }

  public static Compile of(Optimizer optimizer, Loss... losses) {
    return new Compile(
        optimizer,
        List.of(losses),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Metrics of the only output (or, in a model with several, of each). */
  public Compile metrics(Metric... all) {
    return new Compile(
        optimizer, losses, List.of(List.of(all)), weightedMetrics, lossWeights, backend, trainStep);
  }

  /** Metrics per output. */
  public Compile metricsPerOutput(List<List<Metric>> perOutput) {
    return new Compile(
        optimizer, losses, perOutput, weightedMetrics, lossWeights, backend, trainStep);
  }

  public Compile weightedMetrics(Metric... all) {
    return new Compile(
        optimizer, losses, metrics, List.of(List.of(all)), lossWeights, backend, trainStep);
  }

  public Compile weightedMetricsPerOutput(List<List<Metric>> perOutput) {
    return new Compile(optimizer, losses, metrics, perOutput, lossWeights, backend, trainStep);
  }

  public Compile lossWeights(double... weights) {
    return new Compile(
        optimizer,
        losses,
        metrics,
        weightedMetrics,
        java.util.stream.DoubleStream.of(weights).boxed().toList(),
        backend,
        trainStep);
  }

  /** Runs this model on the engine of this name, whatever the configuration says. */
  public Compile backend(String name) {
    return new Compile(
        optimizer, losses, metrics, weightedMetrics, lossWeights, Optional.of(name), trainStep);
  }

  /** Replaces what a step of training does. */
  public Compile trainStep(TrainStep step) {
    return new Compile(
        optimizer, losses, metrics, weightedMetrics, lossWeights, backend, Optional.of(step));
  }
}
