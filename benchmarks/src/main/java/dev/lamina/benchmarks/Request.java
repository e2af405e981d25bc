package dev.lamina.benchmarks;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command line: {@code WORKLOAD [--mode train|latency|throughput|cold] [--epochs N] [--threads N]
 * [--backend NAME] [--quick]}.
 *
 * @param epochs timed epochs or passes, after one to warm up
 * @param quick a tenth of the steps: shows that it works, gives no numbers to quote
 */
record Request(
    Workload workload,
    Mode mode,
    int epochs,
    int threads,
    Optional<String> backend,
    boolean quick) {
  private static final int PREDICT_BATCH = 256;

  enum Mode {
    TRAIN,
    LATENCY,
    THROUGHPUT,
    COLD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Request parse(String... arguments) {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("expected a workload: one of " + Workloads.names());
    }
    Mode mode = Mode.TRAIN;
    int epochs = 5;
    int threads = 2;
    Optional<String> backend = Optional.empty();
    boolean quick = false;
    Iterator<String> rest = List.of(arguments).subList(1, arguments.length).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--quick" -> quick = true;
        case "--mode" -> mode = Mode.valueOf(value(option, rest).toUpperCase(Locale.ROOT));
        case "--epochs" -> epochs = Integer.parseInt(value(option, rest));
        case "--threads" -> threads = Integer.parseInt(value(option, rest));
        case "--backend" -> backend = Optional.of(value(option, rest));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new Request(Workloads.get(arguments[0]), mode, epochs, threads, backend, quick);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("option " + option + " needs a value");
    }
    return rest.next();
  }

  int steps() {
    return quick ? Math.max(3, workload.steps() / 10) : workload.steps();
  }

  int samples() {
    return steps() * workload.batch();
  }

  int predictBatch() {
    return PREDICT_BATCH;
  }

  int predictSamples() {
    return quick ? 2 * PREDICT_BATCH : workload.predictSamples();
  }

  int calls() {
    return quick ? 100 : 2000;
  }

  int warmUpCalls() {
    return quick ? 20 : 200;
  }
}
