package dev.lamina.integration;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.activations.Activations.TANH;

import dev.lamina.Compile;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Add;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Bidirectional;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.GRU;
import dev.lamina.layers.GlobalAveragePooling1D;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.LayerNormalization;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.MultiHeadAttention;
import dev.lamina.layers.Normalization;
import dev.lamina.layers.Shared;
import dev.lamina.layers.TextVectorization;
import dev.lamina.losses.BinaryCrossentropy;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.ops.Ops;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.AdamW;
import dev.lamina.optimizers.OptimizerOptions;
import dev.lamina.optimizers.RMSprop;
import dev.lamina.optimizers.SGD;
import dev.lamina.optimizers.schedules.CosineDecay;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** The models whose files are kept from each release, small and of several kinds. */
final class ReleasedModels {
  private static final String ENGINE = "java";

  /**
   * A model, compiled and trained for some steps, with a batch.
   *
   * @param file what it is saved as: a name without suffix is a directory
   */
  record Case(String name, String file, Model model, Dataset batch) {}

  private ReleasedModels() {}

  static List<Case> all() {
    List<Case> all =
        List.of(
            dense(), images(), tokens(), several(), siamese(), texts(), attention(), averages());
    all.forEach(c -> c.model().trainOnBatch(c.batch()));
    all.forEach(c -> c.model().trainOnBatch(c.batch()));
    return all;
  }

  private static Tensor floats(String name, int... shape) {
    int[] bits = Philox.bits(Philox.key(1, name.hashCode()), 0, product(shape));
    float[] values = new float[bits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bits[i] / (float) (1 << 30);
    }
    return Tensor.of(values, shape);
  }

  private static Tensor integers(String name, int below, int... shape) {
    int[] bits = Philox.bits(Philox.key(1, name.hashCode()), 0, product(shape));
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Math.floorMod(bits[i], below);
    }
    return Tensor.of(bits, shape);
  }

  private static int product(int... shape) {
    int n = 1;
    for (int d : shape) {
      n *= d;
    }
    return n;
  }

  private static Case made(String name, String file, Model m, Compile compile, Dataset batch) {
    m.seed(7);
    m.compile(compile.backend(ENGINE));
    return new Case(name, file, m, batch);
  }

  private static Case dense() {
    return made(
        "dense",
        "model",
        Sequential.of(Input.of(4), Dense.of(8, RELU), Dropout.of(0.25), Dense.of(3, SOFTMAX)),
        Compile.of(Adam.of(0.01), SparseCategoricalCrossentropy.of())
            .metrics(Metrics.of("accuracy")),
        Dataset.of(floats("dense", 6, 4), integers("dense y", 3, 6)));
  }

  private static Case images() {
    return made(
        "images",
        "model.lamina",
        Sequential.of(
            Input.of(8, 8, 2),
            Conv2D.of(4, 3, RELU),
            BatchNormalization.of(),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dense.of(3)),
        Compile.of(SGD.of(0.05, 0.9), SparseCategoricalCrossentropy.ofLogits()),
        Dataset.of(floats("images", 4, 8, 8, 2), integers("images y", 3, 4)));
  }

  private static Case tokens() {
    return made(
        "tokens",
        "model.zip",
        Sequential.of(
            Input.of(6).dtype(DType.INT32),
            Embedding.of(11, 4).withMaskZero(true),
            Bidirectional.of(LSTM.of(3)),
            Dense.of(1)),
        Compile.of(RMSprop.of(0.01), MeanSquaredError.of()),
        Dataset.of(integers("tokens", 11, 4, 6), floats("tokens y", 4, 1)));
  }

  private static Case several() {
    Input a = Input.of(3).named("a");
    Input b = Input.of(5, 2).named("b");
    var left = Dense.of(4, TANH).on(a);
    var right = GRU.of(4).on(b);
    var sum = Add.of().on(left, right);
    var both = Concatenate.of().on(sum, left);
    Model m =
        Model.of(
            "several",
            List.of(a, b),
            List.of(Dense.of(1).named("number").on(both), Dense.of(3).named("kind").on(both)));
    return made(
        "several",
        "model",
        m,
        Compile.of(Adam.of(0.01), MeanSquaredError.of(), SparseCategoricalCrossentropy.ofLogits())
            .lossWeights(1, 0.5),
        Dataset.of(
            List.of(floats("several a", 4, 3), floats("several b", 4, 5, 2)),
            List.of(floats("several y", 4, 1), integers("several k", 3, 4))));
  }

  private static Case siamese() {
    Input a = Input.of(4);
    Input b = Input.of(4);
    Model body = Sequential.of(Input.of(4), Dense.of(5, RELU), Dense.of(3));
    var head = Shared.of(Dense.of(1));
    var one = body.on(a);
    var two = body.on(b);
    Model m = Model.of(List.of(a, b), List.of(head.on(one.minus(two).times(one.plus(two)))));
    return made(
        "siamese",
        "model.lamina",
        m,
        Compile.of(SGD.of(0.001), MeanSquaredError.of()),
        Dataset.of(
            List.of(floats("siamese a", 4, 4), floats("siamese b", 4, 4)),
            List.of(floats("siamese y", 4, 1))));
  }

  private static Case texts() {
    String[] texts = {"a red fox", "the red sun", "a blue sea", "red and blue"};
    var words = TextVectorization.of(20, 4).adapt(Tensor.of(texts));
    return made(
        "texts",
        "model.lamina",
        Sequential.of(
            Input.strings(), words, Embedding.of(20, 4), GlobalAveragePooling1D.of(), Dense.of(1)),
        Compile.of(Adam.of(0.01), BinaryCrossentropy.ofLogits()),
        Dataset.of(Tensor.of(texts).reshape(4, 1), Tensor.of(new float[] {1, 1, 0, 0}, 4, 1)));
  }

  private static Case attention() {
    Input x = Input.of(5, 6);
    var normal = Normalization.of().adapt(floats("attention adapt", 10, 5, 6)).on(x);
    var attended = MultiHeadAttention.of(2, 3).on(normal, normal);
    var y = LayerNormalization.of().on(normal.plus(attended));
    var pooled = Ops.mean(y, 1);
    Model m = Model.of(List.of(x), List.of(Dense.of(2).on(pooled)));
    return made(
        "attention",
        "model",
        m,
        Compile.of(AdamW.of(0.01), MeanSquaredError.of()),
        Dataset.of(floats("attention", 3, 5, 6), floats("attention y", 3, 2)));
  }

  private static Case averages() {
    var options = OptimizerOptions.none().withUseEma(true).withClipnorm(1.0);
    return made(
        "averages",
        "model.lamina",
        Sequential.of(Input.of(4), Dense.of(6, TANH), Dense.of(1)),
        Compile.of(SGD.of(CosineDecay.of(0.1, 10)).withOptions(options), MeanSquaredError.of()),
        Dataset.of(floats("averages", 4, 4), floats("averages y", 4, 1)));
  }
}
