package dev.lamina.testkit.conformance;

import dev.lamina.callbacks.Training;
import dev.lamina.metrics.Direction;
import dev.lamina.metrics.Metrics;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A training that does nothing but what a callback makes it do. */
final class DrivenTraining implements Training {
  private final List<String> metrics = new ArrayList<>();
  private final StringBuilder printed = new StringBuilder();
  private final TreeSet<String> files = new TreeSet<>();
  private float learningRate;
  private float kernel;
  private boolean stopped;

  DrivenTraining(JsonNode compiledMetrics, double learningRate) {
    compiledMetrics.forEach(m -> metrics.add(m.asString("")));
    this.learningRate = (float) learningRate;
  }

  void kernel(double value) {
    kernel = (float) value;
  }

  double kernel() {
    return kernel;
  }

  boolean stopped() {
    return stopped;
  }

  Set<String> files() {
    return new TreeSet<>(files);
  }

  /** What was printed since the last call. */
  String printed() {
    String text = printed.toString();
    printed.setLength(0);
    return text;
  }

  @Override
  public int epochs() {
    return 1000;
  }

  @Override
  public int steps() {
    return 1;
  }

  @Override
  public List<String> metricNames() {
    return metrics;
  }

  @Override
  public Optional<Direction> direction(String metric) {
    return metrics.contains(metric) ? Metrics.of(metric).direction() : Optional.empty();
  }

  @Override
  public List<Tensor> weights() {
    return List.of(Tensor.scalar(kernel));
  }

  @Override
  public void setWeights(List<Tensor> weights) {
    kernel = (float) weights.get(0).item();
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public void setLearningRate(double rate) {
    learningRate = (float) rate;
  }

  @Override
  public void save(Path file) {
    files.add(file.toString());
  }

  @Override
  public void saveWeights(Path file) {
    files.add(file.toString());
  }

  @Override
  public void saveCheckpoint(Path file) {
    files.add(file.toString());
  }

  @Override
  public void swapAverages() {
    throw new IllegalStateException("no averages");
  }

  @Override
  public void resetAverages() {
    throw new IllegalStateException("no averages");
  }

  @Override
  public void print(String text) {
    printed.append(text);
  }

  @Override
  public void stop() {
    stopped = true;
  }
}
