package dev.lamina.examples;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Backends;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.schedules.CosineDecay;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Handwritten digits: trains a convolutional network, saves it, loads it again, and lets every
 * other engine predict with the loaded model.
 */
public final class Digits {
  static final List<String> OPTIONS = List.of("backend", "epochs", "out", "data", "seed");

  private static final int BATCH = 64;

  private Digits() {}

  /**
   * What came out.
   *
   * @param accuracy on the test digits
   * @param reloadedEqual whether the loaded model predicts bit for bit what the saved one did
   * @param differences per other engine: the largest difference of a predicted probability
   */
  record Result(double accuracy, boolean reloadedEqual, Map<String, Double> differences) {}

  public static void main(String... arguments) throws IOException {
    Options options = Options.parse(OPTIONS, arguments);
    run(Mnist.load(options.path("data")), options);
  }

  static Result run(Mnist digits, Options options) throws IOException {
    options.get("backend").ifPresent(Backends::use);
    Path out = Files.createDirectories(options.path("out").orElse(Path.of("target", "digits")));
    System.out.printf("engine: %s%n", Backends.get().name());

    Model model = model().seed(options.count("seed", 1));
    model.summary();
    int epochs = options.count("epochs", 8);
    // A rate that falls to 0 lets the last epochs settle: the result varies less with the seed.
    int steps = epochs * digits.train().size() / BATCH;
    LearningRate rate = CosineDecay.of(2e-3, steps);
    model.compile(Adam.of(rate), SparseCategoricalCrossentropy.of(), Metrics.of("accuracy"));
    History history =
        model.fit(
            digits.train(), Fit.epochs(epochs).batchSize(BATCH).validationData(digits.test()));
    System.out.printf("on the test digits: %s%n", model.evaluate(digits.test(), 256));

    Tensor images = digits.test().x().get(0);
    Tensor probabilities = model.predict(images, 256);
    Charts.learningCurves(history, List.of("loss", "accuracy"), out.resolve("learning-curves.png"));
    int[] labels = digits.test().y().get(0).toInts();
    new DigitGrid(images, labels, classes(probabilities)).write(out.resolve("predictions.png"));

    Path file = out.resolve("digits.lamina");
    model.save(file);
    Model loaded = Model.load(file);
    boolean equal = loaded.predict(images, 256).equals(probabilities);
    System.out.printf(
        "saved and loaded again: predictions are %s%n", equal ? "bit-identical" : "DIFFERENT");
    Map<String, Double> differences = new LinkedHashMap<>();
    for (String engine : Backends.available()) {
      if (!engine.equals(Backends.get().name())) {
        differences.putAll(predictOn(engine, file, images, probabilities));
      }
    }
    System.out.printf(
        "wrote %s: learning-curves.png, predictions.png, digits.lamina%n", out.toAbsolutePath());
    return new Result(history.last("val_accuracy"), equal, differences);
  }

  static Model model() {
    return Sequential.of(
        Input.of(28, 28, 1),
        Conv2D.of(32, 5, RELU),
        MaxPooling2D.of(2),
        Conv2D.of(64, 5, RELU),
        MaxPooling2D.of(2),
        Flatten.of(),
        Dropout.of(0.5),
        Dense.of(128, RELU),
        Dense.of(10, SOFTMAX));
  }

  /** Loads the file for another engine; prints and returns how far its predictions differ. */
  private static Map<String, Double> predictOn(
      String engine, Path file, Tensor images, Tensor expected) {
    try (Model other = Model.load(file)) {
      other.compile(Compile.of(Adam.of(), SparseCategoricalCrossentropy.of()).backend(engine));
      double difference = largestDifference(expected, other.predict(images, 256));
      System.out.printf("predicted by %s: largest difference %.1e%n", engine, difference);
      return Map.of(engine, difference);
    } catch (BackendException e) {
      System.out.printf("predicted by %s: not possible: %s%n", engine, e.getMessage());
      return Map.of();
    }
  }

  private static double largestDifference(Tensor a, Tensor b) {
    double largest = 0;
    for (int i = 0; i < a.size(); i++) {
      largest = Math.max(largest, Math.abs(a.getDouble(i) - b.getDouble(i)));
    }
    return largest;
  }

  /** The most probable class of each row. */
  static int[] classes(Tensor probabilities) {
    float[][] rows = probabilities.toFloatRows();
    int[] classes = new int[rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int k = 1; k < rows[r].length; k++) {
        classes[r] = rows[r][k] > rows[r][classes[r]] ? k : classes[r];
      }
    }
    return classes;
  }
}
