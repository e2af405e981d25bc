package dev.lamina.callbacks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Progress towards a number of steps, in Keras' words (Keras: utils.Progbar): a bar that is painted
 * over, or one line at the end.
 */
public final class Progbar {
  private static final int WIDTH = 20;
  private static final long REFRESH_NANOS = 50_000_000L;

  /** A sum of values and what it is divided by. */
  private record Mean(double sum, double count) {}

  private final PrintStream out;
  private final int target;
  private final boolean bar;
  private final Set<String> stateful;
  private final boolean averages;
  private final Map<String, Mean> values = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private long lastPaint;
  private int seen;
  private int lastLength;

  /** Shows values as they come, as {@code fit} does with its running means. */
  static Progbar ofRunning(PrintStream out, int target, boolean bar) {
    return new Progbar(out, target, bar, Set.of(), false);
  }

  /**
   * Shows the means of the values over the steps.
   *
   * @param target number of steps
   * @param bar paint a bar, else one line at the end
   * @param stateful names of values that are shown as they come
   */
  public static Progbar of(PrintStream out, int target, boolean bar, Set<String> stateful) {
    return new Progbar(out, target, bar, stateful, true);
  }

  private Progbar(
      PrintStream out, int target, boolean bar, Set<String> stateful, boolean averages) {
    this.out = out;
    this.target = target;
    this.bar = bar;
    this.stateful = Set.copyOf(stateful);
    this.averages = averages;
  }

  /** Whether enough time has passed for the bar to be painted again. */
  boolean due() {
    return bar && System.nanoTime() - lastPaint >= REFRESH_NANOS;
  }

  /** {@code current}: steps done; the target ends it. */
  public void update(int current, Map<String, Double> now) {
    update(current, now, current >= target);
  }

  void update(int current, Map<String, Double> now, boolean last) {
    now.forEach(
        (k, v) -> values.merge(k, added(k, v, current, last), (a, b) -> sum(k, a, b, last)));
    seen = current;
    if (bar ? last || due() : last) {
      lastPaint = System.nanoTime();
      paint(current, last);
    }
  }

  private Mean added(String name, double v, int current, boolean last) {
    int steps = Math.max(1, current - seen);
    return shown(name, last) ? new Mean(v, 1) : new Mean(v * steps, steps);
  }

  private Mean sum(String name, Mean a, Mean b, boolean last) {
    return shown(name, last) ? b : new Mean(a.sum() + b.sum(), a.count() + b.count());
  }

  private boolean shown(String name, boolean last) {
    return last || !averages || stateful.contains(name);
  }

  private void paint(int current, boolean last) {
    double elapsed = (System.nanoTime() - start) / 1e9;
    double perStep = current == 0 ? 0 : elapsed / current;
    int digits = String.valueOf(Math.max(target, 1)).length();
    String count = ("%" + digits + "d/%d").formatted(current, target);
    String seconds = String.format(Locale.ROOT, "%.0fs", elapsed);
    if (!bar) {
      out.print("%s - %s - %s%s\n".formatted(count, seconds, duration(perStep), text()));
      out.flush();
      return;
    }
    int filled = (int) ((long) WIDTH * current / Math.max(target, 1));
    String time = last ? seconds : remaining(perStep * (target - current));
    String line =
        "%s %s%s %s %s%s"
            .formatted(
                count,
                "━".repeat(filled),
                "─".repeat(WIDTH - filled),
                time,
                duration(perStep),
                text());
    String padding = " ".repeat(Math.max(0, lastLength - line.length()));
    lastLength = last ? 0 : line.length();
    out.print("\r" + line + padding + (last ? "\n" : ""));
    out.flush();
  }

  private String text() {
    var s = new StringBuilder();
    values.forEach(
        (k, m) -> {
          double v = m.sum() / Math.max(1, m.count());
          boolean plain = (bar ? Math.abs(v) : v) > 1e-3;
          s.append(" - ").append(k).append(": ");
          s.append(
              Double.isFinite(v)
                  ? String.format(Locale.ROOT, plain ? "%.4f" : "%.4e", v)
                  : Numbers.text(v));
        });
    return s.toString();
  }

  private static String remaining(double seconds) {
    long s = (long) seconds;
    if (s > 3600) {
      return String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s % 3600 / 60, s % 60);
    }
    return s > 60
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%ds", s);
  }

  private static String duration(double seconds) {
    if (seconds >= 1 || seconds == 0) {
      return String.format(Locale.ROOT, "%.0fs/step", seconds);
    }
    return seconds >= 1e-3
        ? String.format(Locale.ROOT, "%.0fms/step", seconds * 1e3)
        : String.format(Locale.ROOT, "%.0fus/step", seconds * 1e6);
  }
}
