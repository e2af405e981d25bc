package dev.lamina.examples;

import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.activations.Activations;
import dev.lamina.applications.Application;
import dev.lamina.applications.MobileNet;
import dev.lamina.applications.Pooling;
import dev.lamina.backend.Backends;
import dev.lamina.data.Dataset;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Rescaling;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.ZeroPadding2D;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Adam;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transfer learning: a MobileNet learns the digits 0 to 4 from thousands of images; then its layers
 * are frozen, its classifier is replaced, and a hundred images of the digits 5 to 9 suffice for the
 * new one; at last all of it is fine-tuned. The same network without that knowledge is trained for
 * comparison.
 *
 * <p>No weights of ImageNet come with Lamina, so the first task stands for it. MobileNet and not
 * MobileNetV2: its moving averages (momentum 0.99, there 0.999) settle within so few steps.
 */
public final class Transfer {
  private static final int FEW = 100;

  private Transfer() {}

  /** Accuracies on test images of 5 to 9. */
  record Result(double head, double tuned, double scratch) {}

  public static void main(String... arguments) throws IOException {
    Options options = Options.parse(List.of("backend", "epochs", "data"), arguments);
    options.get("backend").ifPresent(Backends::use);
    run(Mnist.load(options.path("data")), options.count("epochs", 4));
  }

  /** {@code epochs}: of the first task. */
  static Result run(Mnist digits, int epochs) {
    Dataset low = digits(digits.train(), 0);
    Dataset few = digits(digits.train(), 5).rows(0, FEW);
    Dataset test = digits(digits.test(), 5);

    Shared base = base(1);
    try (Model first = classifier(base)) {
      train(first, low, 1e-3, epochs, 32);
      report("digits 0 to 4", first, digits(digits.test(), 0));
    }

    // Frozen: also its batch normalization keeps to what it knows.
    base.setTrainable(false);
    double head;
    double tuned;
    try (Model second = classifier(base)) {
      second.summary();
      train(second, few, 1e-2, 40, 20);
      head = report("digits 5 to 9, new classifier on frozen layers", second, test);

      base.setTrainable(true);
      ((Model) base.layer())
          .layers()
          .forEach(l -> l.setTrainable(!(l.layer() instanceof BatchNormalization)));
      train(second, few, 1e-3, 20, 20);
      tuned = report("digits 5 to 9, fine-tuned", second, test);
    }
    try (Model blank = classifier(base(2))) {
      train(blank, few, 1e-3, 60, 20);
      double scratch = report("digits 5 to 9, from the same images alone", blank, test);
      return new Result(head, tuned, scratch);
    }
  }

  private static Shared base(long seed) {
    MobileNet small = MobileNet.of().withAlpha(0.25);
    return Shared.of(Application.of(small, 32, 32, 1).withoutTop(Pooling.AVG).model().seed(seed));
  }

  /** Five classes on top of these features. Images of 28 x 28 in [0, 1]. */
  private static Model classifier(Shared base) {
    Input image = Input.of(28, 28, 1);
    SymbolicTensor features = base.on(ZeroPadding2D.of(2).on(Rescaling.of(2, -1).on(image)));
    SymbolicTensor digit = Dense.of(5, Activations.SOFTMAX).on(features);
    return Model.of("classifier", List.of(image), List.of(digit));
  }

  private static void train(Model model, Dataset data, double rate, int epochs, int batch) {
    model.compile(Adam.of(rate), SparseCategoricalCrossentropy.of(), Metrics.of("accuracy"));
    model.fit(data, Fit.epochs(epochs).batchSize(batch).verbose(Verbose.SILENT));
  }

  private static double report(String what, Model model, Dataset test) {
    Map<String, Double> scores = model.evaluate(test, 256);
    double accuracy = Optional.ofNullable(scores.get("accuracy")).orElse(0.0);
    System.out.printf("%-50s %.3f%n", what, accuracy);
    return accuracy;
  }

  /** The images of five digits; their labels start at 0. */
  private static Dataset digits(Dataset all, int from) {
    Tensor x = all.x().get(0);
    int[] labels = all.y().get(0).toInts();
    var images = new ArrayList<Tensor>();
    var kept = new ArrayList<Integer>();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= from && labels[i] < from + 5) {
        images.add(x.rows(i, i + 1));
        kept.add(labels[i] - from);
      }
    }
    int[] y = kept.stream().mapToInt(Integer::intValue).toArray();
    return Dataset.of(Tensor.concatRows(images), Tensor.of(y, y.length));
  }
}
