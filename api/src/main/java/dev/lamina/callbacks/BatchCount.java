package dev.lamina.callbacks;

/**
 * Counts batches since the last save, across epochs, as Keras does.
 *
 * @param since batches since the last save
 * @param last the last batch's number in its epoch
 */
record BatchCount(int since, int last) {
  static BatchCount start() {
    return new BatchCount(0, Integer.MAX_VALUE);
  }

  static BatchCount of(Snapshot saved) {
    return new BatchCount(saved.integer("since"), saved.integer("last"));
  }

  /** A number that is not larger than the last begins an epoch. */
  BatchCount after(int batch) {
    return new BatchCount(since + (batch <= last ? batch + 1 : batch - last), batch);
  }

  BatchCount saved() {
    return new BatchCount(0, last);
  }

  Snapshot snapshot() {
    return Snapshot.empty().with("since", since).with("last", last);
  }
}
