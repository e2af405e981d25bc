package dev.lamina.training;

import dev.lamina.callbacks.Snapshot;
import dev.lamina.callbacks.Training;
import dev.lamina.layers.Weight;
import dev.lamina.metrics.Direction;
import dev.lamina.tensor.Tensor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What callbacks see of a running {@code fit}. */
public final class TrainingHandle implements Training {
  private final Trainer trainer;
  private final int epochs;
  private final int steps;
  private final Network network;
  private final Map<String, Optional<Direction>> metrics;
  private final ModelSaver saver;
  private Supplier<Snapshot> position = Snapshot::empty;
  private boolean stopped;

  TrainingHandle(
      Trainer trainer,
      int epochs,
      int steps,
      Network network,
      Map<String, Optional<Direction>> metrics,
      ModelSaver saver) {
    this.trainer = trainer;
    this.epochs = epochs;
    this.steps = steps;
    this.network = network;
    this.metrics = metrics;
    this.saver = saver;
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public List<String> metricNames() {
    return List.copyOf(metrics.keySet());
  }

  @Override
  public Optional<Direction> direction(String metric) {
    return metrics.getOrDefault(metric, Optional.empty());
  }

  @Override
  public List<Tensor> weights() {
    return network.weights().stream().map(Weight::value).toList();
  }

  @Override
  public void setWeights(List<Tensor> weights) {
    List<Weight> all = network.weights();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set(weights.get(i));
    }
  }

  @Override
  public double learningRate() {
    return trainer.learningRate();
  }

  @Override
  public void setLearningRate(double rate) {
    trainer.setLearningRate(rate);
  }

  @Override
  public void save(Path file) {
    saver.save(file, position.get());
  }

  @Override
  public void saveWeights(Path file) {
    saver.saveWeights(file);
  }

  @Override
  public void saveCheckpoint(Path file) {
    saver.saveCheckpoint(file, position.get());
  }

  /** Where training is, whenever it is saved. */
  void position(Supplier<Snapshot> now) {
    position = now;
  }

  @Override
  public void swapAverages() {
    trainer.swapAverages();
  }

  @Override
  public void resetAverages() {
    trainer.resetAverages();
  }

  @Override
  public void print(String text) {
    PrintStream out = Terminal.out();
    out.print(text);
    out.flush();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }
}
