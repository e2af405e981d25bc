package dev.lamina.callbacks;

import dev.lamina.metrics.Direction;
import dev.lamina.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The training that a callback watches and may steer. */
public interface Training {
  /** Number of epochs asked for. */
  int epochs();

  /** Number of batches in an epoch. */
  int steps();

  /** Names of the metrics the model was compiled with. */
  List<String> metricNames();

  /** Where a compiled metric goes when the model gets better; empty: not known. */
  Optional<Direction> direction(String metric);

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

  /** Saves the weights only. */
  void saveWeights(Path file);

  /**
   * Saves all that training needs to go on from here; see {@code Checkpoint}. A whole model that is
   * saved in Lamina's own format holds it, too.
   */
  void saveCheckpoint(Path file);

  /**
   * Exchanges the weights and their moving averages.
   *
   * @throws IllegalStateException if the optimizer does not average
   */
  void swapAverages();

  /** Makes the moving averages equal to the weights. */
  void resetAverages();

  /** Writes a message to where the progress bar is shown. */
  void print(String text);

  /** Ends training after this epoch (called within a batch: after this batch). */
  void stop();
}
