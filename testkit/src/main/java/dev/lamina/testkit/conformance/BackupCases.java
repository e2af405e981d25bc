package dev.lamina.testkit.conformance;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.backend.Backend;
import dev.lamina.callbacks.BackupAndRestore;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.CompileJson;
import dev.lamina.serialization.KerasRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Kind {@code backup-and-restore}: {@code fit} is interrupted and called again. Keras begins the
 * interrupted epoch again, with the weights of the backup; Lamina does so with {@code
 * restartEpoch}, which is compared with what Keras has at the end. As it is by default it must come
 * to the weights of Keras' training without interruption.
 */
final class BackupCases {
  private final GoldenCase golden;
  private final Comparison comparison;
  private final Backend backend;

  private BackupCases(GoldenCase golden, Backend backend) {
    this.golden = golden;
    this.comparison = new Comparison(golden);
    this.backend = backend;
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    var cases = new BackupCases(golden, backend);
    try {
      cases.interrupted("as Keras", true, "final_weights");
      cases.interrupted("exactly", false, "uninterrupted_weights");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases.comparison.outcome();
  }

  private void interrupted(String what, boolean restartEpoch, String weights) throws IOException {
    Path dir = Files.createTempDirectory("backup");
    try {
      interrupt(dir.resolve("b"), restartEpoch);
      try (Model model = model()) {
        History history =
            model.fit(data(), fit().callbacks(backup(dir.resolve("b"), restartEpoch)));
        compare(what, restartEpoch, model, history, golden.get(weights));
      }
      comparison.equal(what + ": files at the end", names(dir), List.of());
    } finally {
      delete(dir);
    }
  }

  private void interrupt(Path dir, boolean restartEpoch) {
    JsonNode at = golden.get("interrupted_at");
    try (Model model = model()) {
      model.fit(
          data(),
          fit()
              .callbacks(
                  backup(dir, restartEpoch),
                  new Interruption(at.path("epoch").intValue(), at.path("batch").intValue())));
      comparison.that(false, "fit was not interrupted");
    } catch (Interrupted e) {
      comparison.that(Files.isDirectory(dir), "no backup was made before %s".formatted(e));
    }
  }

  private void compare(
      String what, boolean asKeras, Model model, History history, JsonNode weights) {
    var epochs = new ArrayList<Integer>();
    golden.get("epochs_seen").forEach(e -> epochs.add(e.intValue()));
    comparison.equal(what + ": epochs", history.epochs(), epochs);
    JsonNode losses = golden.get("history").path("loss");
    // The losses of Keras' second call are those of its own way.
    for (int i = 0; asKeras && i < losses.size(); i++) {
      comparison.close(
          what + ": loss of epoch " + epochs.get(i),
          history.get("loss").get(i),
          losses.get(i).doubleValue());
    }
    List<Weight> got = model.weights();
    for (int i = 0; i < weights.size(); i++) {
      comparison.close(
          what + ": weight " + i, got.get(i).value(), golden.tensor(weights.get(i).path("tensor")));
    }
  }

  private BackupAndRestore backup(Path dir, boolean restartEpoch) {
    BackupAndRestore b = BackupAndRestore.of(dir);
    JsonNode freq = golden.get("save_freq");
    b = freq.isNumber() ? b.saveFreq(freq.intValue()) : b;
    return restartEpoch ? b.restartEpoch() : b;
  }

  private Model model() {
    Model model = Models.read(golden, golden.get("model"));
    Models.setWeights(golden, model);
    Compile c =
        new CompileJson(KerasRegistry.standard(), golden.id(), model).read(golden.get("compile"));
    model.compile(c.backend(backend.name()));
    return model;
  }

  private Dataset data() {
    return Dataset.of(golden.tensors(golden.get("x")), golden.tensors(golden.get("y")));
  }

  private Fit fit() {
    JsonNode f = golden.get("fit");
    return Fit.epochs(f.path("epochs").intValue())
        .batchSize(f.path("batch_size").intValue())
        .shuffle(f.path("shuffle").booleanValue())
        .verbose(Verbose.SILENT);
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.map(p -> String.valueOf(p.getFileName())).toList();
    }
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  /** What the interruption throws. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Ends {@code fit} before a batch. */
  private static final class Interruption implements Callback {
    private final int epoch;
    private final int batch;
    private int now;

    Interruption(int epoch, int batch) {
      this.epoch = epoch;
      this.batch = batch;
    }

    @Override
    public void onEpochBegin(Training training, int number) {
      now = number;
    }

    @Override
    public void onTrainBatchBegin(Training training, int number) {
      if (now == epoch && number == batch) {
        throw new Interrupted();
      }
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
      throw new IllegalStateException("nothing was interrupted");
    }
  }
}
