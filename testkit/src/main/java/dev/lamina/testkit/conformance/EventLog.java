package dev.lamina.testkit.conformance;

import dev.lamina.Compile;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.backend.Backend;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Dense;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes down all events, one line each: Keras' name, number, keys of the logs. */
final class EventLog implements Callback {
  private static final int NONE = -1;

  private final List<String> lines = new ArrayList<>();

  /** A model with the metric {@code mae}. */
  static Model model(Backend backend) {
    Model model = Sequential.of(Input.of(2), Dense.of(1));
    model.compile(
        Compile.of(SGD.of(0.01), MeanSquaredError.of())
            .metrics(MeanAbsoluteError.of().withName("mae"))
            .backend(backend.name()));
    return model;
  }

  static Dataset data(int rows) {
    return Dataset.of(Tensor.of(new float[rows * 2], rows, 2), Tensor.of(new float[rows], rows, 1));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private void add(String event, int index, Set<String> keys) {
    lines.add(
        "%s %s %s"
            .formatted(event, index == NONE ? "-" : String.valueOf(index), new TreeSet<>(keys)));
  }

  @Override
  public void onTrainBegin(Training training) {
    add("on_train_begin", NONE, Set.of());
  }

  @Override
  public void onTrainEnd(Training training, Map<String, Double> logs) {
    add("on_train_end", NONE, logs.keySet());
  }

  @Override
  public void onEpochBegin(Training training, int epoch) {
    add("on_epoch_begin", epoch, Set.of());
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    add("on_epoch_end", epoch, logs.keySet());
  }

  @Override
  public void onTrainBatchBegin(Training training, int batch) {
    add("on_train_batch_begin", batch, Set.of());
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    add("on_train_batch_end", batch, logs.keySet());
  }

  @Override
  public void onTestBegin(Training training) {
    add("on_test_begin", NONE, Set.of());
  }

  @Override
  public void onTestEnd(Training training, Map<String, Double> logs) {
    add("on_test_end", NONE, logs.keySet());
  }

  @Override
  public void onTestBatchBegin(Training training, int batch) {
    add("on_test_batch_begin", batch, Set.of());
  }

  @Override
  public void onTestBatchEnd(Training training, int batch, Map<String, Double> logs) {
    add("on_test_batch_end", batch, logs.keySet());
  }

  @Override
  public void onPredictBegin() {
    add("on_predict_begin", NONE, Set.of());
  }

  @Override
  public void onPredictEnd() {
    add("on_predict_end", NONE, Set.of());
  }

  @Override
  public void onPredictBatchBegin(int batch) {
    add("on_predict_batch_begin", batch, Set.of());
  }

  @Override
  public void onPredictBatchEnd(int batch, List<Tensor> outputs) {
    add("on_predict_batch_end", batch, Set.of("outputs"));
  }
}
