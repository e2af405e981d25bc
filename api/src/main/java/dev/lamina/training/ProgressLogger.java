package dev.lamina.training;

import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Prints training progress: a live bar in the manner of Keras, or one line an epoch. */
final class ProgressLogger implements Callback {
  private static final int WIDTH = 20;
  private static final long REFRESH_NANOS = 100_000_000L;

  private final PrintStream out;
  private final boolean bar;
  private long epochStart;
  private long lastPaint;
  private int lastLength;

  ProgressLogger(PrintStream out, boolean bar) {
    this.out = out;
    this.bar = bar;
  }

  @Override
  public void onEpochBegin(Training training, int epoch) {
    epochStart = System.nanoTime();
    lastPaint = 0;
    if (bar) {
      out.printf(Locale.ROOT, "Epoch %d/%d%n", epoch + 1, training.epochs());
    }
  }

  /** Whether enough time has passed for the bar to be painted again. */
  boolean due() {
    return bar && System.nanoTime() - lastPaint >= REFRESH_NANOS;
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    if (due()) {
      lastPaint = System.nanoTime();
      paint(training, batch + 1, logs, false);
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    if (bar) {
      paint(training, training.steps(), logs, true);
    } else {
      out.printf(
          Locale.ROOT,
          "Epoch %d/%d - %s%s%n",
          epoch + 1,
          training.epochs(),
          seconds(System.nanoTime() - epochStart),
          values(logs));
    }
    out.flush();
  }

  private void paint(Training training, int done, Map<String, Double> logs, boolean last) {
    int steps = training.steps();
    long elapsed = System.nanoTime() - epochStart;
    double perStep = (double) elapsed / done;
    int filled = (int) ((long) WIDTH * done / steps);
    String time =
        last
            ? seconds(elapsed) + " " + duration(perStep) + "/step"
            : "ETA " + seconds((long) (perStep * (steps - done)));
    String line =
        "%d/%d %s%s %s%s"
            .formatted(
                done, steps, "━".repeat(filled), "─".repeat(WIDTH - filled), time, values(logs));
    String padding = " ".repeat(Math.max(0, lastLength - line.length()));
    lastLength = last ? 0 : line.length();
    out.print("\r" + line + padding + (last ? System.lineSeparator() : ""));
    out.flush();
  }

  private static String values(Map<String, Double> logs) {
    var s = new StringBuilder();
    logs.forEach(
        (k, v) -> {
          boolean plain = v == 0 || (Math.abs(v) >= 1e-3 && Math.abs(v) < 1e5);
          s.append(String.format(Locale.ROOT, plain ? " - %s: %.4f" : " - %s: %.4e", k, v));
        });
    return s.toString();
  }

  private static String seconds(long nanos) {
    double s = nanos / 1e9;
    return s < 60
        ? String.format(Locale.ROOT, "%.1fs", s)
        : String.format(Locale.ROOT, "%d:%02d", (long) s / 60, (long) s % 60);
  }

  private static String duration(double nanos) {
    return nanos < 1e6
        ? String.format(Locale.ROOT, "%.0fµs", nanos / 1e3)
        : String.format(Locale.ROOT, "%.0fms", nanos / 1e6);
  }
}
