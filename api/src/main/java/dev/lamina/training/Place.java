package dev.lamina.training;

import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Snapshot;
import java.util.List;

/**
 * Where a training is: the event that callbacks are being told of, and how many of them have been.
 *
 * @param epoch its number
 * @param batches how many batches of the epoch are done
 * @param seen how many callbacks have seen the event
 */
record Place(Event event, int epoch, int batches, int seen) {
  /** What callbacks are told of. */
  enum Event {
    EPOCH_BEGIN,
    BATCH_END,
    EPOCH_END
  }

  /** Before the first epoch: as if the one before had ended and all had seen it. */
  static Place before(int epoch) {
    return new Place(Event.EPOCH_END, epoch - 1, 0, Integer.MAX_VALUE);
  }

  static Place of(Snapshot saved, List<Callback> callbacks) {
    return new Place(
        Event.valueOf(saved.text("event")),
        saved.integer("epoch"),
        saved.integer("batches"),
        CallbackMemories.behind(callbacks, saved.text("seen")));
  }

  Place seenBy(int callbacks) {
    return new Place(event, epoch, batches, callbacks);
  }

  /** The beginning of the same epoch, where nobody has seen it. */
  Place epochAgain() {
    return before(epoch);
  }

  /** Whether the epoch is not at an end. */
  boolean withinEpoch() {
    return event != Event.EPOCH_END;
  }

  Snapshot snapshot(List<Callback> callbacks) {
    return Snapshot.empty()
        .with("event", event.name())
        .with("epoch", epoch)
        .with("batches", batches)
        .with("seen", CallbackMemories.seen(callbacks, seen));
  }
}
