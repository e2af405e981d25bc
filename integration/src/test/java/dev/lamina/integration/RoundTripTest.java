package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Compile;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.activations.Activations;
import dev.lamina.data.Dataset;
import dev.lamina.integration.RoundTripModels.Example;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Weight;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.optimizers.*;
import dev.lamina.optimizers.schedules.ExponentialDecay;
import dev.lamina.serialization.Safetensors;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that Lamina writes, opened by real Keras: the same outputs, and the same losses when Keras
 * goes on training. Needs python3 and, the first time, the network; see {@link PythonKeras}.
 */
@EnabledIfSystemProperty(
    named = "lamina.sweeps",
    matches = "true",
    disabledReason = "real Keras takes minutes: mvn -Psweeps")
class RoundTripTest {
  @TempDir Path folder;

  private static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Safetensors.write(out, tensors, Map.of());
    }
  }

  private static Map<String, Tensor> numbered(String prefix, List<Tensor> tensors) {
    var out = new LinkedHashMap<String, Tensor>();
    for (int i = 0; i < tensors.size(); i++) {
      out.put(prefix + i, tensors.get(i));
    }
    return out;
  }

  /** Weights that are not their initial values: zeros and ones would hide what is lost. */
  private static void disturb(Model model) {
    long seed = 1;
    for (Weight w : model.weights()) {
      if (w.type().dtype().isFloating()) {
        boolean positive = w.path().contains("variance") || w.path().contains("stddev");
        w.set(RoundTripModels.draw(w.type(), positive ? 0.5 : -0.7, positive ? 1.5 : 0.7, seed++));
      }
    }
  }

  /** So small that there are several files, in GB. */
  private static double shardSize(Model model) {
    long largest = model.weights().stream().mapToLong(w -> w.type().bytes()).max().orElse(1);
    return (largest + 4.0) / (1L << 30);
  }

  @Test
  void kerasComputesTheSame() throws Exception {
    int count = 0;
    for (Example e : RoundTripModels.all()) {
      disturb(e.model());
      Path half = Files.createDirectories(folder.resolve(count % 2 == 0 ? "even" : "odd"));
      Path at = Files.createDirectory(half.resolve(e.name()));
      // Every third as JSON and weights, every other of these in several files.
      if (count++ % 3 == 2) {
        Files.writeString(at.resolve("model.json"), e.model().toJson());
        if (count % 2 == 0) {
          e.model().saveWeights(at.resolve("model.weights.h5"));
        } else {
          e.model().saveWeights(at.resolve("model.weights.json"), shardSize(e.model()));
        }
      } else {
        e.model().save(at.resolve("model.keras"));
      }
      int batch = e.inputs().get(0).shape().dim(0);
      write(at.resolve("inputs.safetensors"), numbered("", e.inputs()));
      write(at.resolve("outputs.safetensors"), numbered("", e.model().predict(e.inputs(), batch)));
    }
    assertThat(count).isGreaterThan(120);
    // Two processes: Keras works on one core.
    Future<String> even = inBackground(() -> roundTrip("even"));
    String odd = roundTrip("odd");
    assertThat(odd).as(odd).contains("%d passed, 0 failed".formatted(count / 2));
    assertThat(even.get())
        .as(even.get())
        .contains("%d passed, 0 failed".formatted((count + 1) / 2));
  }

  private String roundTrip(String half) throws IOException, InterruptedException {
    return PythonKeras.run("roundtrip.py", folder.resolve(half));
  }

  private static <T> Future<T> inBackground(Callable<T> task) {
    var future = new FutureTask<T>(task);
    new Thread(future, "python").start();
    return future;
  }

  /**
   * All but ScheduleFreeAdamW, which differs in Keras between JAX and TensorFlow: what it calls the
   * old momentum is the new one on TensorFlow. Lamina follows TensorFlow, as the golden cases do.
   */
  private static Map<String, Optimizer> optimizers() {
    var all = new LinkedHashMap<String, Optimizer>();
    all.put("sgd", SGD.of(0.05));
    all.put("momentum", SGD.of(0.05, 0.9).withNesterov(true));
    all.put("adam", Adam.of(0.02));
    all.put("amsgrad", Adam.of(0.02).withAmsgrad(true));
    all.put("adamw", AdamW.of(0.02));
    all.put("adamax", Adamax.of(0.02));
    all.put("nadam", Nadam.of(0.02));
    all.put("rmsprop", RMSprop.of(0.01).withCentered(true).withMomentum(0.5));
    all.put("adagrad", Adagrad.of(0.1));
    all.put("adadelta", Adadelta.of(1));
    all.put("adafactor", Adafactor.of(0.02));
    all.put("ftrl", Ftrl.of(0.1));
    all.put("lion", Lion.of(0.005));
    all.put("lamb", Lamb.of(0.02));
    all.put("muon", Muon.of(0.02));
    all.put("schedule", Adam.of(ExponentialDecay.of(0.05, 2, 0.5)));
    all.put(
        "averages", SGD.of(0.05, 0.9).withOptions(OptimizerOptions.none().withEmaMomentum(0.9)));
    all.put(
        "clipped",
        Adam.of(0.02)
            .withOptions(OptimizerOptions.none().withGlobalClipnorm(0.5).withWeightDecay(0.01)));
    all.put(
        "accumulated",
        Adam.of(0.02).withOptions(OptimizerOptions.none().withGradientAccumulationSteps(2)));
    all.put("loss-scale", LossScaleOptimizer.of(Adam.of(0.02)));
    all.put(
        "several",
        MultiOptimizer.of(new OptimizerMap(SGD.of(0.05, 0.9), Map.of(".*bias", Adam.of(0.02)))));
    return all;
  }

  @Test
  void kerasGoesOnTraining() throws Exception {
    Tensor x = RoundTripModels.draw(TensorType.of(DType.FLOAT32, 8, 4), -1, 1, 1);
    Tensor y = RoundTripModels.draw(TensorType.of(DType.FLOAT32, 8, 2), -1, 1, 2);
    Map<String, Optimizer> all = optimizers();
    for (Map.Entry<String, Optimizer> e : all.entrySet()) {
      Model model =
          Sequential.of(
              Input.of(4), Dense.of(5, Activations.TANH), BatchNormalization.of(), Dense.of(2));
      model.compile(
          Compile.of(e.getValue(), MeanSquaredError.of()).metrics(MeanAbsoluteError.of()));
      train(e.getKey(), model, x, y);
    }
    String log = PythonKeras.run("train.py", folder);
    assertThat(log).as(log).contains("%d passed, 0 failed".formatted(all.size()));
  }

  /** Three steps, a save, and three more whose losses are written down. */
  private void train(String name, Model model, Tensor x, Tensor y) throws IOException {
    Dataset batch = Dataset.of(x, y);
    for (int i = 0; i < 3; i++) {
      model.trainOnBatch(batch);
    }
    Path at = Files.createDirectory(folder.resolve(name));
    model.save(at.resolve("model.keras"));
    Map<String, Tensor> tensors = new LinkedHashMap<>(numbered("x", List.of(x)));
    tensors.putAll(numbered("y", List.of(y)));
    write(at.resolve("batch.safetensors"), tensors);
    var losses = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      model.resetMetrics();
      double loss = Optional.ofNullable(model.trainOnBatch(batch).get("loss")).orElseThrow();
      losses.append(i == 0 ? "[" : ", ").append(loss);
    }
    Files.writeString(at.resolve("losses.json"), losses.append("]"));
  }

  @Test
  void huggingFaceReadsTheWeights() throws Exception {
    Model model = Sequential.of(Input.of(4), Dense.of(3), Dense.of(2));
    model.save(folder.resolve("model"));
    model.saveWeights(folder.resolve("weights.safetensors"));
    model.saveWeights(folder.resolve("parts.safetensors.index.json"), shardSize(model));
    var expected = new LinkedHashMap<String, Tensor>();
    model.weights().forEach(w -> expected.put(w.path(), w.value()));
    String log = PythonKeras.run("read_safetensors.py", folder);
    for (Weight w : model.weights()) {
      String line =
          "%s %s %s".formatted(w.path(), w.type().shape().toString(), sum(w.value().toFloats()));
      assertThat(log.lines().filter(line::equals)).as(line + "\n" + log).hasSize(3);
    }
  }

  private static String sum(float[] values) {
    double total = 0;
    for (float v : values) {
      total += v;
    }
    return "%.5f".formatted(total);
  }
}
