package dev.lamina.callbacks;

import dev.lamina.metrics.Direction;
import java.util.Optional;

/** Whether a monitored value should fall or rise. */
public enum Mode {
  /** Losses fall; metrics that the model was compiled with know it themselves. */
  AUTO,
  MIN,
  MAX;

  /** MIN or MAX for a monitored name. */
  Mode resolve(String callback, String monitor, Training training) {
    if (this != AUTO) {
      return this;
    }
    String name = monitor.startsWith("val_") ? monitor.substring(4) : monitor;
    Optional<Direction> known = training.direction(name);
    if (known.isPresent()) {
      return known.get() == Direction.UP ? MAX : MIN;
    }
    if (name.equals("loss") || name.endsWith("_loss")) {
      return MIN;
    }
    throw new IllegalArgumentException(
        "%s: cannot tell whether '%s' should fall or rise, it is none of the compiled metrics %s; set the mode to MIN or MAX"
            .formatted(callback, monitor, training.metricNames()));
  }

  /** Whether {@code value} is better than {@code best}, if there is one, by more than a delta. */
  boolean better(double value, Optional<Double> best, double delta) {
    if (best.isEmpty()) {
      return true;
    }
    return this == MAX ? value - delta > best.get() : value + delta < best.get();
  }
}
