package dev.lamina.ops.image;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is cut off or added on one axis: two of three numbers are given.
 *
 * @param size of the axis afterwards
 */
record Margins(int before, int after, int size) {
  /**
   * @param direction 1: added, -1: cut off
   */
  static Margins of(
      String op,
      int length,
      int direction,
      Optional<Integer> before,
      Optional<Integer> after,
      Optional<Integer> target) {
    long given = Stream.of(before, after, target).filter(Optional::isPresent).count();
    if (given != 2) {
      throw new IllegalArgumentException(
          "%s: expected two of the margin before, the margin behind and the target size, got %s, %s and %s"
              .formatted(op, before, after, target));
    }
    int total = target.map(t -> (t - length) * direction).orElse(0);
    int a = before.orElseGet(() -> total - after.orElse(0));
    int b = after.orElseGet(() -> total - before.orElse(0));
    int size = length + direction * (a + b);
    if (a < 0 || b < 0 || size <= 0) {
      throw new IllegalArgumentException(
          "%s: margins must be >= 0 and leave something, got %d and %d of %d"
              .formatted(op, a, b, length));
    }
    return new Margins(a, b, size);
  }
}
