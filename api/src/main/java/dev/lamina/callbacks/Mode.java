package dev.lamina.callbacks;

import java.util.Locale;

/** Whether a monitored value should fall or rise. */
public enum Mode {
  /** From the metric's name: losses and errors fall, accuracies rise. */
  AUTO,
  MIN,
  MAX;

  /** MIN or MAX for a monitored name. */
  Mode resolve(String callback, String monitor) {
    if (this != AUTO) {
      return this;
    }
    String name = monitor.startsWith("val_") ? monitor.substring(4) : monitor;
    name = name.toLowerCase(Locale.ROOT);
    if (name.endsWith("loss")
        || name.contains("error")
        || name.contains("crossentropy")
        || name.equals("mse")
        || name.equals("mae")
        || name.equals("divergence")) {
      return MIN;
    }
    if (name.contains("acc")
        || name.contains("auc")
        || name.contains("precision")
        || name.contains("recall")
        || name.contains("score")
        || name.contains("iou")) {
      return MAX;
    }
    throw new IllegalArgumentException(
        "%s: cannot tell whether '%s' should fall or rise; set the mode to MIN or MAX"
            .formatted(callback, monitor));
  }

  /** Whether {@code value} is better than {@code best} by more than {@code delta}. */
  boolean better(double value, double best, double delta) {
    return this == MAX ? value - delta > best : value + delta < best;
  }

  double worst() {
    return this == MAX ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
