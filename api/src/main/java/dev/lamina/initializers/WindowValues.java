package dev.lamina.initializers;

import java.util.Arrays;
import java.util.List;

/**
 * A window of one's own.
 *
 * @param values one for each sample of a frame
 */
public record WindowValues(List<Double> values) implements SignalWindow {
  public WindowValues {
    values = List.copyOf(values);
  }

  public static WindowValues of(double... values) {
    return new WindowValues(Arrays.stream(values).boxed().toList());
  }

  @Override
  public double[] values(int n, boolean periodic) {
    if (!fits(n)) {
      throw new IllegalArgumentException(
          "window: expected %d values, one for each sample of a frame, got %d"
              .formatted(n, values.size()));
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public boolean fits(int n) {
    return values.size() == n;
  }
}
