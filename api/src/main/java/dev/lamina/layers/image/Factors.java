package dev.lamina.layers.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks of arguments that are a number or a range. */
final class Factors {
  /** Eight bits: Keras' default. */
  static final List<Double> BYTES = List.of(0.0, 255.0);

  private Factors() {}

  /**
   * A range of random numbers: of one number f, [-|f|, |f|], but nothing below {@code least}; of
   * two, the two in order. As in Keras, a range must overlap [least, most] and may reach beyond.
   */
  static List<Double> range(
      String layer, String argument, List<Double> given, double least, double most) {
    if (given.size() == 1 && given.get(0) >= least && given.get(0) <= most) {
      double size = Math.abs(given.get(0));
      return List.of(Math.max(-size, least), size);
    }
    if (given.size() == 2 && given.get(0) <= most && given.get(1) >= least) {
      return ordered(given);
    }
    throw wrong(layer, argument, given, least, most);
  }

  /** One or two numbers in [least, most], kept as they are. */
  static List<Double> within(
      String layer, String argument, List<Double> given, double least, double most) {
    boolean inside = given.stream().allMatch(f -> f >= least && f <= most);
    if (!inside || given.isEmpty() || given.size() > 2) {
      throw wrong(layer, argument, given, least, most);
    }
    return List.copyOf(given);
  }

  /** The range that one or two numbers stand for. */
  static List<Double> symmetric(List<Double> given) {
    double size = Math.abs(given.get(0));
    return given.size() == 1 ? List.of(-size, size) : ordered(given);
  }

  /** The range of an image's values: two different numbers. */
  static List<Double> values(String layer, List<Double> given) {
    if (given.size() != 2 || given.get(0).equals(given.get(1))) {
      throw new IllegalArgumentException(
          "%s: valueRange must be two different numbers, such as 0 and 255, got %s"
              .formatted(layer, given));
    }
    return ordered(given);
  }

  /** A range that may be missing, kept as it is. */
  static Optional<List<Double>> optional(
      String layer, String argument, Optional<List<Double>> given, double least) {
    given.ifPresent(f -> range(layer, argument, f, least, 1));
    return given.map(List::copyOf);
  }

  private static List<Double> ordered(List<Double> two) {
    return Stream.of(two.get(0), two.get(1)).sorted().toList();
  }

  static IllegalArgumentException wrong(
      String layer, String argument, List<Double> given, double least, double most) {
    return new IllegalArgumentException(
        "%s: %s must be a number or a range of two numbers in [%s, %s], got %s"
            .formatted(layer, argument, least, most, given));
  }
}
