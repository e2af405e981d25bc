package dev.lamina.callbacks;

import java.util.Map;

/**
 * Evaluates with the moving averages of the weights, which the optimizer keeps with {@code useEma}
 * (Keras: SwapEMAWeights): they are in the model during validation, or, with {@link #swapOnEpoch},
 * from the end of an epoch to the beginning of the next, so that checkpoints hold them.
 */
public final class SwapEMAWeights implements Resumable {
  private final boolean swapOnEpoch;
  private boolean swapped;

  private SwapEMAWeights(boolean swapOnEpoch) {
    this.swapOnEpoch = swapOnEpoch;
  }

  public static SwapEMAWeights of() {
    return new SwapEMAWeights(false);
  }

  public SwapEMAWeights swapOnEpoch() {
    return new SwapEMAWeights(true);
  }

  private void swap(Training training, boolean averages) {
    if (swapped != averages) {
      training.swapAverages();
      swapped = averages;
    }
  }

  @Override
  public Snapshot snapshot() {
    return Snapshot.empty().with("swapped", swapped);
  }

  @Override
  public void onTrainResume(Training training, Snapshot saved) {
    swapped = saved.flag("swapped");
  }

  @Override
  public void onEpochBegin(Training training, int epoch) {
    if (swapOnEpoch) {
      swap(training, false);
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    if (swapOnEpoch && !swapped) {
      swap(training, true);
      if (epoch == training.epochs() - 1) {
        // The end of fit would else bring the other weights.
        training.resetAverages();
      }
    }
  }

  @Override
  public void onTestBegin(Training training) {
    swap(training, true);
  }

  @Override
  public void onTestEnd(Training training, Map<String, Double> logs) {
    swap(training, false);
  }
}
