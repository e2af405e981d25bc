package dev.lamina.ops;

import java.util.Optional;

/** One part of an index as in Python: {@code x[:, 1:, ::2]} is all, from(1), every(2). */
public sealed interface Index {
  /** One entry of an axis, which disappears; negative positions count from the end. */
  record At(int position) implements Index {}

  /** Entries of an axis; bounds outside of it are cut, a negative step goes backwards. */
  record Range(Optional<Integer> start, Optional<Integer> stop, Optional<Integer> step)
      implements Index {
    public Range {
      if (step.equals(Optional.of(0))) {
        throw new IllegalArgumentException("index: expected a step other than 0");
      }
    }
  }

  /** A new axis of size one. */
  record NewAxis() implements Index {}

  /** As many whole axes as the other parts leave over; written {@code ...} in Python. */
  record Rest() implements Index {}

  static Index at(int position) {
    return new At(position);
  }

  /** The whole axis: {@code :}. */
  static Index all() {
    return new Range(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** {@code start:stop}. */
  static Index range(int start, int stop) {
    return new Range(Optional.of(start), Optional.of(stop), Optional.empty());
  }

  /** {@code start:stop:step}. */
  static Index range(int start, int stop, int step) {
    return new Range(Optional.of(start), Optional.of(stop), Optional.of(step));
  }

  /** {@code start:}. */
  static Index from(int start) {
    return new Range(Optional.of(start), Optional.empty(), Optional.empty());
  }

  /** {@code :stop}. */
  static Index to(int stop) {
    return new Range(Optional.empty(), Optional.of(stop), Optional.empty());
  }

  /** {@code ::step}. */
  static Index every(int step) {
    return new Range(Optional.empty(), Optional.empty(), Optional.of(step));
  }

  static Index newAxis() {
    return new NewAxis();
  }

  static Index rest() {
    return new Rest();
  }
}
