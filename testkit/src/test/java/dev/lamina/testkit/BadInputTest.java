package dev.lamina.testkit;

import static dev.lamina.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.backend.BackendException;
import dev.lamina.callbacks.EarlyStopping;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.LSTM;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.SparseCategoricalAccuracy;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Bad input gets a message that says where, what was expected and what came, and changes nothing.
 */
class BadInputTest {
  private static final float[][] X = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 0, 1}};
  private static final int[] LABELS = {0, 1, 1, 0};

  private final Model model = Sequential.of(Input.of(3), Dense.of(2, SOFTMAX)).seed(1);

  BadInputTest() {
    model.compile(
        Compile.of(Adam.of(0.1), SparseCategoricalCrossentropy.of())
            .metrics(SparseCategoricalAccuracy.of())
            .backend("java"));
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static Fit quiet() {
    return Fit.epochs(1).verbose(Verbose.SILENT);
  }

  /** Fails with this message, and the model's weights are what they were. */
  private void refuses(ThrowingCallable call, String... parts) {
    List<Tensor> before = model.getWeights();
    assertThatThrownBy(call).hasMessageContainingAll(parts);
    assertThat(model.getWeights()).isEqualTo(before);
  }

  @Test
  void inputOfWrongShape() {
    refuses(
        () -> model.fit(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1}, quiet()),
        "fit: input",
        "expected shape (None, 3), got [2, 2]");
    refuses(
        () -> model.predict(Tensor.of(new float[] {1, 2, 3})),
        "predict: input",
        "expected shape (None, 3), got [3]");
  }

  @Test
  void inputOfWrongDtype() {
    Model tokens =
        Sequential.of(
            Input.of(3).dtype(dev.lamina.tensor.DType.INT32), dev.lamina.layers.Embedding.of(5, 2));
    refuses(
        () -> tokens.predict(Tensor.of(X)),
        "predict: input",
        "expected int32, got float32; convert the data");
  }

  @Test
  void emptyData() {
    Dataset none = Dataset.of(Tensor.wrap(new float[0], Shape.of(0, 3)), Tensor.of(new int[0]));
    refuses(() -> model.fit(none, quiet()), "fit: the data is empty");
    refuses(() -> model.evaluate(none), "evaluate: the data is empty");
    refuses(() -> model.predict(none.x().get(0)), "predict: the data is empty");
  }

  @Test
  void labelOutOfRange() {
    refuses(
        () -> model.fit(X, new int[] {0, 1, 2, 0}, quiet()),
        "fit: output 'dense'",
        "label 2 at position 2 is not in [0, 2)");
    refuses(
        () -> model.fit(X, new int[] {0, -1, 1, 0}, quiet()),
        "label -1 at position 1 is not in [0, 2)");
  }

  @Test
  void targetsThatAreNotNumbers() {
    Model m = Sequential.of(Input.of(3), Dense.of(1));
    m.compile(Compile.of(SGD.of(0.1), MeanSquaredError.of()).backend("java"));
    float[][] y = {{1}, {Float.NaN}, {2}, {3}};
    refuses(() -> m.fit(X, y, quiet()), "target 1 of f32[4, 1] is NaN");
  }

  @Test
  void numbersOfSamplesThatDiffer() {
    refuses(() -> model.fit(X, new int[] {0, 1}, quiet()), "x[0] holds 4, y[0] holds 2");
  }

  @Test
  void targetsOfWrongShape() {
    refuses(
        () -> model.fit(X, new float[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}}, quiet()),
        "sparse_categorical_crossentropy",
        "[4, 2]");
  }

  @Test
  void numberOfInputsAndTargets() {
    Tensor x = Tensor.of(X);
    refuses(
        () -> model.fit(Dataset.of(List.of(x, x), List.of(Tensor.of(LABELS))), quiet()),
        "fit: the model has 1 inputs, got 2 tensors");
    refuses(() -> model.fit(Dataset.of(x), quiet()), "the model has 1 outputs, got targets for 0");
  }

  @Test
  void unknownEngine() {
    assertThatThrownBy(
            () ->
                model.compile(
                    Compile.of(SGD.of(0.1), SparseCategoricalCrossentropy.of()).backend("cuda")))
        .isInstanceOf(BackendException.class)
        .hasMessageContainingAll("unknown backend 'cuda'", "java: available");
  }

  @Test
  void notCompiled() {
    Model m = Sequential.of(Input.of(3), Dense.of(1));
    refuses(() -> m.fit(X, LABELS, quiet()), "model 'sequential' is not compiled; call compile");
  }

  @Test
  void layersSayWhatTheyExpect() {
    assertThatThrownBy(() -> Dense.of(0)).hasMessage("Dense: units must be > 0, got 0");
    assertThatThrownBy(() -> Dropout.of(1.5)).hasMessageContainingAll("Dropout: rate", "1.5");
    assertThatThrownBy(() -> Sequential.of(Input.of(4, 4, 1), Conv2D.of(2, 5)))
        .hasMessageContainingAll("conv2d".substring(0, 4), "does not fit");
    assertThatThrownBy(() -> Sequential.of(Input.of(-1), Dense.of(2)))
        .hasMessageContainingAll(
            "Dense: the shape of weight 'Dense/kernel' depends on a dimension that is not known",
            "(None, None)",
            "give Input the size of that axis");
  }

  @Test
  void modelsThatDoNotHangTogether() {
    Input a = Input.of(2).named("a");
    Input b = Input.of(2).named("b");
    assertThatThrownBy(() -> Model.of(a, Dense.of(1).on(b)))
        .hasMessageContainingAll("depend on the input 'b'", "not among the model's inputs");
    assertThatThrownBy(
            () -> Sequential.of(Input.of(2), Dense.of(1).named("d"), Dense.of(1).named("d")))
        .hasMessageContaining("two layers are named 'd'");
    assertThatThrownBy(() -> Sequential.of(Dense.of(1), Input.of(2)))
        .hasMessageContaining("Input must come first, got it at position 1");
    assertThatThrownBy(() -> Sequential.of()).hasMessageContaining("at least one layer");
  }

  @Test
  void inputShapeNotKnownYet() {
    Model m = Sequential.of(Dense.of(1));
    assertThatThrownBy(m::weights)
        .hasMessageContaining("the input shape is not known yet; start with Input.of(...)");
  }

  @Test
  void weightsThatDoNotFit() {
    List<Tensor> good = model.getWeights();
    refuses(() -> model.setWeights(good.subList(0, 1)), "has 2 weights, got 1 tensors");
    refuses(
        () -> model.setWeights(List.of(good.get(1), good.get(0))),
        "dense/kernel: expected f32[3, 2], got f32[2]",
        "dense/bias: expected f32[2], got f32[3, 2]");
    refuses(() -> model.weight("dense/scale"), "no weight 'dense/scale'", "dense/kernel");
    refuses(() -> model.layer("conv"), "no layer 'conv'", "dense");
  }

  @Test
  void fitArguments() {
    assertThatThrownBy(() -> Fit.epochs(0)).hasMessage("Fit: epochs must be > 0, got 0");
    assertThatThrownBy(() -> quiet().batchSize(0)).hasMessageContaining("batchSize must be > 0");
    assertThatThrownBy(() -> quiet().validationSplit(1)).hasMessageContaining("[0, 1)");
    refuses(() -> model.fit(X, LABELS, quiet().validationSplit(0.9)), "leaves one side empty");
  }

  @Test
  void callbacksThatWatchNothing() {
    refuses(
        () -> model.fit(X, LABELS, quiet().callbacks(EarlyStopping.of("beauty"))),
        "EarlyStopping: cannot tell whether 'beauty' should fall or rise");
  }

  @Test
  void batchesThatStatefulLayersCannotTake() {
    Model stateful =
        Sequential.of(Input.of(2, 3).batch(4), LSTM.of(2).withStateful(true), Dense.of(1));
    Dataset data = Dataset.of(Tensor.of(new float[10 * 6], 10, 2, 3), Tensor.of(new float[10], 10));
    stateful.compile(SGD.of(0.1), MeanSquaredError.of());
    assertThatThrownBy(() -> stateful.fit(data, quiet().batchSize(4)))
        .hasMessageContainingAll(
            "fit: lstm/rnn_state_0: the layer is stateful",
            "batches of 4",
            "10 samples in batches of 4",
            "a multiple of it");
    assertThatThrownBy(() -> stateful.predict(data.x(), 5)).hasMessageContaining("predict: lstm");
    assertThatThrownBy(() -> stateful.evaluate(data, 2)).hasMessageContaining("evaluate: lstm");
    assertThatThrownBy(() -> Sequential.of(Input.of(2, 3), LSTM.of(2).withStateful(true)))
        .hasMessageContainingAll("LSTM/rnn_state_0", "not known", "of the batch by Input.batch");
  }

  @Test
  void seedAfterWeights() {
    refuses(() -> model.seed(3), "the seed must be set before the weights are made");
  }

  @Test
  void sampleWeightsThatDoNotFit() {
    refuses(
        () ->
            model.fit(
                Dataset.of(X, LABELS).withSampleWeight(Tensor.of(new float[] {1, 2})), quiet()),
        "same number of samples");
  }
}
