package dev.lamina.callbacks;

import java.util.Map;

/** Stops training when the loss is not a finite number (Keras: TerminateOnNaN). */
public final class TerminateOnNaN implements Callback {
  private final boolean raiseError;

  private TerminateOnNaN(boolean raiseError) {
    this.raiseError = raiseError;
  }

  public static TerminateOnNaN of() {
    return new TerminateOnNaN(false);
  }

  /** Throws an {@link IllegalStateException} instead of ending the training. */
  public TerminateOnNaN raiseError() {
    return new TerminateOnNaN(true);
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    Double loss = logs.get("loss");
    if (loss == null || Double.isFinite(loss)) {
      return;
    }
    if (raiseError) {
      throw new IllegalStateException(
          "NaN or Inf loss encountered at batch %d. Loss value: %s. Terminating training immediately."
              .formatted(batch, Numbers.text(loss)));
    }
    training.print("Batch %d: Invalid loss, terminating training\n".formatted(batch));
    training.stop();
  }
}
