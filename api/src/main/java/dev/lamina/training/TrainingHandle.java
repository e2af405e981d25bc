package dev.lamina.training;

import dev.lamina.callbacks.Training;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** What callbacks see of a running {@code fit}. */
public final class TrainingHandle implements Training {
  /** Saves the model that is being trained. */
  public interface Saver {
    void save(Path path);
  }

  private final Trainer trainer;
  private final int epochs;
  private final int steps;
  private final Network network;
  private final List<String> metricNames;
  private final Saver saver;
  private boolean stopped;

  TrainingHandle(
      Trainer trainer,
      int epochs,
      int steps,
      Network network,
      List<String> metricNames,
      Saver saver) {
    this.trainer = trainer;
    this.epochs = epochs;
    this.steps = steps;
    this.network = network;
    this.metricNames = List.copyOf(metricNames);
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
    return metricNames;
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
    saver.save(file);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }
}
