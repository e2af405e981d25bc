package dev.lamina.integration;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.callbacks.BackupAndRestore;
import dev.lamina.callbacks.CSVLogger;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.EarlyStopping;
import dev.lamina.callbacks.LearningRateScheduler;
import dev.lamina.callbacks.ModelCheckpoint;
import dev.lamina.callbacks.ReduceLROnPlateau;
import dev.lamina.callbacks.SwapEMAWeights;
import dev.lamina.data.Dataset;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.Weight;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.OptimizerOptions;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Trainings with much to remember, which write what they have to a directory. */
enum ResumeScenario {
  /** A backup after each batch, before all other callbacks have seen it. */
  EACH_BATCH,
  /** A backup every third batch, after all other callbacks. */
  SOME_BATCHES,
  /** A backup after each epoch, of which the last one before is kept. */
  EPOCHS,
  /** Epochs that end in the middle of the data. */
  STEPS_PER_EPOCH,
  /** Layers that go on where the batch before ended. */
  STATEFUL,
  /** Weights that are exchanged for their averages between epochs. */
  AVERAGES,
  /** Training that a callback stops, going back to earlier weights. */
  STOPPED;

  /** All that a training leaves: equal means equal bit for bit. */
  record Outcome(
      List<Tensor> weights,
      List<Tensor> optimizer,
      List<Integer> epochs,
      Map<String, List<Double>> history,
      Map<String, String> files) {}

  private static final int SAMPLES = 52;

  private static float[] floats(String name, int n) {
    int[] bits = Philox.bits(Philox.key(3, name.hashCode()), 0, n);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = bits[i] / (float) (1 << 30);
    }
    return out;
  }

  private Dataset data(String name, int samples) {
    if (this == STATEFUL) {
      return Dataset.of(
          Tensor.of(floats(name, samples * 6), samples, 3, 2),
          Tensor.of(floats(name + " y", samples), samples, 1));
    }
    int[] labels = new int[samples];
    float[] y = floats(name + " y", samples);
    for (int i = 0; i < samples; i++) {
      labels[i] = y[i] > 0.5 ? 2 : y[i] > -0.5 ? 1 : 0;
    }
    return Dataset.of(Tensor.of(floats(name, samples * 5), samples, 5), Tensor.of(labels));
  }

  Model model(String engine) {
    Model m =
        this == STATEFUL
            ? Sequential.of(
                Input.of(3, 2).batch(4),
                LSTM.of(5).withStateful(true),
                Dropout.of(0.2),
                Dense.of(1))
            : Sequential.of(
                Input.of(5),
                Dense.of(12, RELU),
                BatchNormalization.of(),
                Dropout.of(0.3),
                Dense.of(3, SOFTMAX));
    m.seed(11);
    var averaging = OptimizerOptions.none().withUseEma(true).withEmaMomentum(0.8);
    Compile c =
        switch (this) {
          case STATEFUL -> Compile.of(Adam.of(0.01), MeanSquaredError.of());
          case AVERAGES ->
              Compile.of(
                  SGD.of(0.05, 0.9).withOptions(averaging), SparseCategoricalCrossentropy.of());
          default -> Compile.of(Adam.of(0.02), SparseCategoricalCrossentropy.of());
        };
    c = this == STATEFUL ? c : c.metrics(Metrics.of("accuracy"));
    m.compile(c.backend(engine));
    return m;
  }

  /** {@code more}: callbacks at the end of the list. */
  private Fit how(Path dir, Callback... more) {
    BackupAndRestore backup = BackupAndRestore.of(dir.resolve("backup"));
    var all = new ArrayList<Callback>();
    switch (this) {
      case EACH_BATCH, STATEFUL -> all.add(backup.saveFreq(1));
      case AVERAGES -> {
        all.add(SwapEMAWeights.of().swapOnEpoch());
        all.add(backup.saveFreq(2));
      }
      case EPOCHS, STOPPED -> all.add(backup.doubleCheckpoint());
      default -> {}
    }
    all.add(CSVLogger.of(dir.resolve("log.csv")));
    all.add(LearningRateScheduler.ofRate(rate -> rate * 0.9));
    all.add(ReduceLROnPlateau.of("val_loss").factor(0.7).patience(1).minDelta(0.05).cooldown(1));
    all.add(ModelCheckpoint.of(dir.resolve("best.lamina")).saveBestOnly());
    EarlyStopping early = EarlyStopping.of("val_loss").patience(3).restoreBestWeights();
    all.add(this == STOPPED ? early.patience(1).minDelta(10) : early);
    if (this == SOME_BATCHES || this == STEPS_PER_EPOCH) {
      all.add(backup.saveFreq(3));
    }
    all.addAll(List.of(more));
    Fit fit =
        Fit.epochs(5)
            .batchSize(this == STATEFUL ? 4 : 8)
            .shuffle(this != STATEFUL)
            .validationData(data("validation", 16))
            .verbose(Verbose.SILENT)
            .callbacks(all.toArray(new Callback[0]));
    return this == STEPS_PER_EPOCH ? fit.stepsPerEpoch(4) : fit;
  }

  /** Trains from the beginning, or from the backup in the directory. */
  Outcome run(String engine, Path dir, Callback... more) throws IOException {
    try (Model m = model(engine)) {
      History h = m.fit(data("training", SAMPLES), how(dir, more)).whole();
      return new Outcome(
          m.getWeights(),
          m.trainer().optimizerWeights().stream().map(Weight::value).toList(),
          h.epochs(),
          h.metrics(),
          files(dir));
    }
  }

  private static Map<String, String> files(Path dir) throws IOException {
    var out = new TreeMap<String, String>();
    try (Stream<Path> all = Files.list(dir)) {
      for (Path p : all.toList()) {
        out.put(
            String.valueOf(p.getFileName()),
            Files.isDirectory(p)
                ? "directory"
                : java.util.HexFormat.of().formatHex(Files.readAllBytes(p)));
      }
    }
    return out;
  }
}
