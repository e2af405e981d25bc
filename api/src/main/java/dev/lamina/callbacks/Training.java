package dev.lamina.callbacks;

import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** The training that a callback watches and may steer. */
public interface Training {
  /** Number of epochs asked for. */
  int epochs();

  /** Number of batches in an epoch. */
  int steps();

  /** Names of the metrics the model was compiled with. */
  List<String> metricNames();

  /** Copies of all weights, in the model's order. */
  List<Tensor> weights();

  void setWeights(List<Tensor> weights);

  double learningRate();

  /**
   * Sets the learning rate.
   *
   * @throws IllegalStateException if the optimizer follows a schedule
   */
  void setLearningRate(double rate);

  /** Saves the model as {@code Model.save} does. */
  void save(Path file);

  /** Ends training after this epoch (called within a batch: after this batch). */
  void stop();
}
