package dev.lamina.testkit;

import static dev.lamina.activations.Activations.TANH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.TrainStep;
import dev.lamina.Verbose;
import dev.lamina.backend.Backends;
import dev.lamina.eager.Eager;
import dev.lamina.eager.EagerTensor;
import dev.lamina.eager.Tape;
import dev.lamina.graph.Value;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.ops.Ops;
import dev.lamina.optimizers.Adam;
import dev.lamina.regularizers.L2;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Dynamic mode and training steps of the user's own on an engine: they give the numbers of {@code
 * fit}. Subclass it and return the engine's name.
 */
public abstract class DynamicConformance {
  private static final int SAMPLES = 48;
  private static final int BATCH = 16;
  private static final int EPOCHS = 3;
  private static final double CLOSE = 1e-5;

  /** The engine's name, as in configuration. */
  protected abstract String backend();

  private static Model model() {
    return Sequential.of(
            Input.of(3),
            Dense.of(8, TANH).withKernelRegularizer(Optional.of(L2.of(0.01))),
            BatchNormalization.of(),
            Dense.of(1))
        .seed(3);
  }

  private static Tensor x() {
    var random = new Random(1);
    float[] x = new float[SAMPLES * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
    }
    return Tensor.of(x, SAMPLES, 3);
  }

  private static Tensor y() {
    float[] x = x().toFloats();
    float[] y = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      y[i] = 2 * x[3 * i] - x[3 * i + 1];
    }
    return Tensor.of(y, SAMPLES, 1);
  }

  private Compile settings() {
    return Compile.of(Adam.of(0.01), MeanSquaredError.of())
        .metrics(MeanAbsoluteError.of())
        .backend(backend());
  }

  private static History fit(Model model) {
    return model.fit(
        x(), y(), Fit.epochs(EPOCHS).batchSize(BATCH).shuffle(false).verbose(Verbose.SILENT));
  }

  private static void assertSameWeights(Model want, Model got) {
    for (int i = 0; i < want.weights().size(); i++) {
      Weight w = want.weights().get(i);
      assertArrayEquals(
          w.value().toDoubles(), got.weights().get(i).value().toDoubles(), CLOSE, w.path());
    }
  }

  @Test
  void aLoopWithATapeGivesTheNumbersOfFit() {
    Model fitted = model();
    fitted.compile(settings());
    History history = fit(fitted);
    Model looped = model();
    try (var eager = Eager.open(backend(), 0);
        var adam = eager.optimizer(Adam.of(0.01))) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double sum = 0;
        for (int at = 0; at < SAMPLES; at += BATCH) {
          Tape tape = eager.tape();
          EagerTensor prediction = tape.call(looped, eager.of(x().rows(at, at + BATCH)));
          EagerTensor loss =
              eager
                  .loss(MeanSquaredError.of(), eager.of(y().rows(at, at + BATCH)), prediction)
                  .plus(tape.losses().get(0));
          List<Weight> weights = looped.trainableWeights();
          adam.apply(tape.gradient(loss, weights), weights);
          sum += loss.item() * BATCH;
        }
        assertEquals(history.get("loss").get(epoch), sum / SAMPLES, CLOSE);
      }
      assertSameWeights(fitted, looped);
    }
    fitted.close();
    looped.close();
  }

  @Test
  void aStepOfOnesOwnGivesTheNumbersOfTheUsualOne() {
    Model usual = model();
    usual.compile(settings());
    Model own = model();
    TrainStep step =
        s -> {
          List<Value> outputs = s.call(s.x());
          Value loss = s.loss(outputs);
          s.apply(s.gradients(loss, s.weights()));
          s.report(loss, outputs);
          s.log("twice", loss.times(2));
        };
    own.compile(settings().trainStep(step));
    History want = fit(usual);
    History got = fit(own);
    assertEquals(want.get("loss"), got.get("loss"));
    assertEquals(want.get("mean_absolute_error"), got.get("mean_absolute_error"));
    assertEquals(2 * want.get("loss").get(0), got.get("twice").get(0), CLOSE);
    assertSameWeights(usual, own);
    usual.close();
    own.close();
  }

  @Test
  void aStepMayDifferentiateWithRespectToItsInputs() {
    Model model = model();
    // Training on inputs moved to where the loss is larger (arXiv:1412.6572).
    TrainStep adversarial =
        s -> {
          Value loss = s.loss(s.call(s.x()));
          Value slope = s.gradients(loss, s.x()).get(0);
          Value moved = s.x().get(0).plus(slope.sign().times(0.01));
          List<Value> outputs = s.call(List.of(moved));
          Value harder = s.loss(outputs);
          s.apply(s.gradients(harder, s.weights()));
          s.report(harder, outputs);
          s.log("clean", loss);
        };
    model.compile(settings().trainStep(adversarial));
    History history = fit(model);
    assertTrue(history.get("clean").get(0) < history.get("loss").get(0), history.toString());
    assertTrue(history.get("loss").get(EPOCHS - 1) < history.get("loss").get(0));
    model.close();
  }

  @Test
  void gradientsHaveGradients() {
    try (var eager = Eager.open(backend(), 0)) {
      Tape tape = eager.tape();
      EagerTensor x = tape.watch(Tensor.of(new float[] {1, 2, -3}));
      EagerTensor y = x.times(x).times(x).sum();
      EagerTensor slope = tape.gradient(y, x).get(0);
      assertArrayEquals(new float[] {3, 12, 27}, slope.tensor().toFloats(), 1e-5f);
      EagerTensor curvature = tape.gradient(slope.sum(), x).get(0);
      assertArrayEquals(new float[] {6, 12, -18}, curvature.tensor().toFloats(), 1e-5f);
    }
  }

  @Test
  void operationsOfSeveralResultsAndControlFlow() {
    try (var eager = Eager.open(backend(), 0)) {
      Tape tape = eager.tape();
      EagerTensor x = tape.watch(Tensor.of(new float[] {3, 1, 2}));
      List<EagerTensor> top = Ops.topK(x, 2);
      EagerTensor y = top.get(0).get(dev.lamina.ops.Index.at(1));
      while (y.item() < 10) {
        y = y.times(2);
      }
      assertEquals(16, y.item());
      assertArrayEquals(
          new float[] {0, 0, 8}, tape.gradient(y, x).get(0).tensor().toFloats(), 1e-6f);
      assertArrayEquals(
          new int[] {0, 2}, top.get(1).tensor().toInts(), "integers are not differentiated");
    }
  }

  @Test
  void dropoutDrawsAnewInEveryCallAndOnlyInTraining() {
    Shared dropout = Shared.of(Dropout.of(0.5));
    try (var eager = Eager.open(backend(), 0)) {
      Tensor ones = Tensor.full(Tensor.of(new float[100], 1, 100).type(), 1);
      Tape tape = eager.tape();
      Tensor first = tape.call(dropout, eager.of(ones)).tensor();
      Tensor second = tape.call(dropout, eager.of(ones)).tensor();
      assertTrue(!first.equals(second), "two draws");
      assertEquals(ones, eager.call(dropout, eager.of(ones)).tensor());
      EagerTensor x = tape.watch(ones);
      EagerTensor y = tape.call(dropout, x);
      assertEquals(
          y.tensor(), tape.gradient(y.sum(), x).get(0).tensor(), "the gradient has the same mask");
    }
  }

  @Test
  void memoryGoesBack() {
    long before = Backends.get(backend()).liveBytes();
    try (var eager = Eager.open(backend(), 0);
        Model model = model();
        var adam = eager.optimizer(Adam.of(0.01))) {
      for (int i = 0; i < 3; i++) {
        Tape tape = eager.tape();
        EagerTensor loss = tape.call(model, eager.of(x())).square().mean();
        List<Weight> weights = model.trainableWeights();
        adam.apply(tape.gradient(loss, weights), weights);
      }
    }
    assertEquals(before, Backends.get(backend()).liveBytes());
  }

  @Test
  void wrongUsesAreNamed() {
    try (var eager = Eager.open(backend(), 0)) {
      Tape tape = eager.tape();
      EagerTensor plain = eager.of(Tensor.of(new float[] {1, 2}));
      EagerTensor x = tape.watch(Tensor.of(new float[] {1, 2}));
      refuses("is not watched", () -> tape.gradient(x.sum(), plain));
      refuses("expected a floating scalar", () -> tape.gradient(x, x));
      refuses("cannot broadcast", () -> x.plus(eager.of(Tensor.of(new float[3]))));
    }
  }

  private static void refuses(String message, org.junit.jupiter.api.function.Executable what) {
    String got = assertThrows(IllegalArgumentException.class, what).getMessage();
    assertTrue(String.valueOf(got).contains(message), got);
  }
}
