package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import java.util.Collections;
import java.util.List;

/** Checks of operations' arguments and inputs; each message says what was expected. */
final class Require {
  private Require() {}

  static void that(boolean ok, String template, Object... args) {
    if (!ok) {
      throw new IllegalArgumentException(template.formatted(args));
    }
  }

  /** One number > 0, or several; for compact constructors. */
  static void positive(String op, String argument, Ints values) {
    that(
        !values.values().isEmpty() && values.values().stream().allMatch(v -> v > 0),
        "%s: expected %s > 0, got %s",
        op,
        argument,
        values.values());
  }

  /** As many numbers as there are spatial axes; a single one is for all of them. */
  static List<Integer> each(String op, String argument, Ints values, int n) {
    if (values.single()) {
      return Collections.nCopies(n, values.get());
    }
    that(
        values.values().size() == n,
        "%s: expected one number or %d for %s, got %s",
        op,
        n,
        argument,
        values.values());
    return values.values();
  }

  static void rank(String op, String name, Value x, int rank, String shape) {
    that(
        x.rank() == rank,
        "%s: expected %s of rank %d %s, got shape %s; reshape it first",
        op,
        name,
        rank,
        shape,
        x.shape());
  }

  /** Images, or the like in one or three dimensions; how many there are. */
  static int spatial(String op, DataFormat format, Value x) {
    that(
        x.rank() >= 3 && x.rank() <= 5,
        "%s: expected an input of rank 3 to 5 %s, got shape %s; reshape it first",
        op,
        format == DataFormat.CHANNELS_LAST
            ? "[batch, spatial…, channels]"
            : "[batch, channels, spatial…]",
        x.shape());
    return x.rank() - 2;
  }
}
