package dev.lamina.benchmarks;

import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.backend.Availability;
import dev.lamina.backend.BackendProvider;
import dev.lamina.backend.Backends;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Measures one workload in one mode and prints one line of JSON. */
public final class Run {
  private static final int COLD_SAMPLES = 1000;

  private Run() {}

  public static void main(String... arguments) throws IOException {
    try {
      System.out.println(measure(Request.parse(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks/run: " + e.getMessage());
      System.exit(2);
    }
  }

  static Report measure(Request r) throws IOException {
    System.setProperty("lamina.threads", Integer.toString(r.threads()));
    r.backend().ifPresent(Backends::use);
    Report report = new Report();
    try (Model model = r.workload().compiled()) {
      switch (r.mode()) {
        case TRAIN -> train(model, r, report);
        case LATENCY -> latency(model, r, report);
        case THROUGHPUT -> throughput(model, r, report);
        case COLD -> cold(model, r, report);
      }
      return describe(model, r, report).peakMemory();
    }
  }

  private static Report describe(Model model, Request r, Report report) throws IOException {
    String engine = Backends.get().name();
    return report
        .text("peer", "lamina-" + engine)
        .text("version", version() + " / " + details(engine))
        .text("workload", r.workload().name())
        .text("mode", r.mode().toString())
        .whole("params", trainable(model))
        .whole("threads", r.threads())
        .flag("quick", r.quick());
  }

  private static long trainable(Model model) {
    return model.weights().stream()
        .filter(w -> w.spec().trainable())
        .mapToLong(w -> w.spec().shape().size())
        .sum();
  }

  private static String details(String engine) {
    return Backends.providers().stream()
        .filter(p -> p.name().equals(engine))
        .map(BackendProvider::probe)
        .map(a -> a instanceof Availability.Available yes ? yes.details() : "")
        .findFirst()
        .orElse("");
  }

  private static String version() throws IOException {
    var properties = new Properties();
    try (InputStream in = Run.class.getResourceAsStream("/benchmarks.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "unknown");
  }

  private static void train(Model model, Request r, Report report) {
    var ends = new ArrayList<Long>();
    Callback clock =
        new Callback() {
          @Override
          public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
            ends.add(System.nanoTime());
          }
        };
    History history =
        model.fit(
            SyntheticData.samples(r.workload(), r.samples()),
            Fit.epochs(1 + r.epochs())
                .batchSize(r.workload().batch())
                .callbacks(clock)
                .verbose(Verbose.SILENT));
    report
        .durations(between(ends), r.steps(), r.samples())
        .number("final_loss", history.last("loss"));
  }

  private static long[] between(List<Long> ends) {
    long[] nanos = new long[ends.size() - 1];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = ends.get(i + 1) - ends.get(i);
    }
    return nanos;
  }

  private static void latency(Model model, Request r, Report report) {
    Tensor x = SyntheticData.features(r.workload(), 1);
    for (int i = 0; i < r.warmUpCalls(); i++) {
      model.predict(x);
    }
    report.latencies(times(r.calls(), () -> model.predict(x)));
  }

  private static void throughput(Model model, Request r, Report report) {
    Tensor x = SyntheticData.features(r.workload(), r.predictSamples());
    model.predict(x, r.predictBatch());
    long[] nanos = times(r.epochs(), () -> model.predict(x, r.predictBatch()));
    report.durations(nanos, r.predictSamples() / r.predictBatch(), r.predictSamples());
  }

  private static long[] times(int runs, Runnable body) {
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      body.run();
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  /** One short epoch and one prediction; the whole process is timed from outside. */
  private static void cold(Model model, Request r, Report report) {
    History history =
        model.fit(
            SyntheticData.samples(r.workload(), COLD_SAMPLES),
            Fit.epochs(1).batchSize(r.workload().batch()).verbose(Verbose.SILENT));
    model.predict(SyntheticData.features(r.workload(), 1));
    report.number("final_loss", history.last("loss"));
  }
}
