package dev.lamina.callbacks;

import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Hooks into training, evaluation (also the validation within {@code fit}) and prediction. Epochs
 * and batches count from 0. Logs hold the running loss and metrics, after an epoch also {@code
 * val_…}; what a callback puts into an epoch's logs goes into the history.
 */
public interface Callback {
  default void onTrainBegin(Training training) {}

  default void onTrainEnd(Training training, Map<String, Double> logs) {}

  default void onEpochBegin(Training training, int epoch) {}

  default void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {}

  default void onTrainBatchBegin(Training training, int batch) {}

  default void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {}

  default void onTestBegin(Training training) {}

  default void onTestEnd(Training training, Map<String, Double> logs) {}

  default void onTestBatchBegin(Training training, int batch) {}

  default void onTestBatchEnd(Training training, int batch, Map<String, Double> logs) {}

  default void onPredictBegin() {}

  default void onPredictEnd() {}

  default void onPredictBatchBegin(int batch) {}

  /** {@code outputs}: the model's outputs for the batch. */
  default void onPredictBatchEnd(int batch, List<Tensor> outputs) {}
}
