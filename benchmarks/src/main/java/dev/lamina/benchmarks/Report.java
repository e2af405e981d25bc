package dev.lamina.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One result as a line of JSON; what a mode does not measure is null. */
final class Report {
  static final List<String> FIELDS =
      List.of(
          "peer",
          "version",
          "workload",
          "mode",
          "ms_per_step_best",
          "ms_per_step_median",
          "samples_per_s",
          "p50_us",
          "p99_us",
          "peak_rss_mb",
          "params",
          "final_loss",
          "threads",
          "quick");

  private final Map<String, String> values = new LinkedHashMap<>();

  Report() {
    FIELDS.forEach(f -> values.put(f, "null"));
  }

  private Report put(String field, String json) {
    if (!values.containsKey(field)) {
      throw new IllegalArgumentException("no field " + field + " in a report");
    }
    values.put(field, json);
    return this;
  }

  Report text(String field, String text) {
    return put(field, '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  Report number(String field, double value) {
    // JSON has no infinities and no NaN.
    return Double.isFinite(value)
        ? put(field, Double.toString(value))
        : text(field, Double.toString(value));
  }

  Report whole(String field, long value) {
    return put(field, Long.toString(value));
  }

  Report flag(String field, boolean value) {
    return put(field, Boolean.toString(value));
  }

  /** Durations of several runs of the same number of steps. */
  Report durations(long[] nanos, int steps, int samples) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
    return number("ms_per_step_best", rounded(sorted[0] / 1e6 / steps, 1e4))
        .number("ms_per_step_median", rounded(median / 1e6 / steps, 1e4))
        .number("samples_per_s", rounded(samples * 1e9 / sorted[0], 10));
  }

  /** Durations of single calls. */
  Report latencies(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int p99 = Math.min(sorted.length - 1, (int) (sorted.length * 0.99));
    return number("p50_us", rounded(sorted[sorted.length / 2] / 1e3, 10))
        .number("p99_us", rounded(sorted[p99] / 1e3, 10));
  }

  /** The most memory this process had resident, where the system tells (Linux). */
  Report peakMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return this;
    }
    Optional<String> peak =
        Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM:")).findFirst();
    return peak.isEmpty()
        ? this
        : number(
            "peak_rss_mb", rounded(Long.parseLong(peak.get().replaceAll("\\D", "")) / 1024.0, 10));
  }

  private static double rounded(double value, double parts) {
    return Math.rint(value * parts) / parts;
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(e -> '"' + e.getKey() + "\": " + e.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
