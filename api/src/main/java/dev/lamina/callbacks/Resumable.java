package dev.lamina.callbacks;

/**
 * A callback with a memory that checkpoints hold, so that a training that was interrupted goes on
 * as if it had not been. It must be in the same place of the list of callbacks again.
 */
public interface Resumable extends Callback {
  /** What it needs to go on after the event that it is in or saw last. */
  Snapshot snapshot();

  /**
   * In place of {@link #onTrainBegin}, when training goes on from a checkpoint. An epoch in whose
   * middle the checkpoint was made is not begun again.
   */
  void onTrainResume(Training training, Snapshot saved);
}
