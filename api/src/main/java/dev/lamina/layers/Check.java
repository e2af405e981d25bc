package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;

/** Checks of arguments and inputs that layers share; each message says what was expected. */
final class Check {
  private Check() {}

  static void positive(String layer, String argument, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "%s: %s must be > 0, got %d".formatted(layer, argument, value));
    }
  }

  static void positive(String layer, String argument, List<Integer> values, int size) {
    if (values.size() != size || values.stream().anyMatch(v -> v <= 0)) {
      throw new IllegalArgumentException(
          "%s: %s must be %d numbers > 0, got %s".formatted(layer, argument, size, values));
    }
  }

  static void notNegative(String layer, String argument, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "%s: %s must be >= 0, got %s".formatted(layer, argument, value));
    }
  }

  static void rate(String layer, String argument, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "%s: %s must be in [0, 1], got %s".formatted(layer, argument, value));
    }
  }

  static void that(boolean ok, String template, Object... args) {
    if (!ok) {
      throw new IllegalArgumentException(template.formatted(args));
    }
  }

  /**
   * The error names the layer's path and the shape the layer wants, such as {@code [batch, time]}.
   */
  static void rank(Scope scope, Layer layer, Value x, int rank, String shape) {
    if (x.rank() != rank) {
      throw new IllegalArgumentException(
          "%s (%s): expected an input of rank %d %s, got shape %s; Reshape or Flatten it first"
              .formatted(scope.path(), layer.kerasName(), rank, shape, x.shape()));
    }
  }

  static void minRank(Scope scope, Layer layer, Value x, int rank, String shape) {
    if (x.rank() < rank) {
      throw new IllegalArgumentException(
          "%s (%s): expected an input of rank %d or more %s, got shape %s; Reshape it first"
              .formatted(scope.path(), layer.kerasName(), rank, shape, x.shape()));
    }
  }

  /**
   * An error of a layer with its place: where it does not name the layer already, the layer and
   * what it was called on are put before it.
   */
  static IllegalArgumentException at(
      String path, Layer layer, List<Value> inputs, IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(layer.kerasName())
        ? e
        : new IllegalArgumentException(
            "%s (%s), called on %s: %s"
                .formatted(
                    path, layer.kerasName(), inputs.stream().map(Value::type).toList(), message),
            e);
  }

  static int axis(Scope scope, Layer layer, Value x, int axis) {
    if (axis < -x.rank() || axis >= x.rank()) {
      throw new IllegalArgumentException(
          "%s (%s): axis %d is not in [%d, %d) of the input's shape %s"
              .formatted(scope.path(), layer.kerasName(), axis, -x.rank(), x.rank(), x.shape()));
    }
    return x.shape().axis(axis);
  }

  /** Integers become the dtype that a layer with float weights computes in. */
  static Value floating(Scope scope, Value x) {
    return x.dtype().isFloating() ? x : x.cast(scope.computeDtype());
  }
}
