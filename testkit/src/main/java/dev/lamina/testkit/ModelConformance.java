package dev.lamina.testkit;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
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
import dev.lamina.Verbose;
import dev.lamina.backend.Backends;
import dev.lamina.data.Dataset;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.GRU;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Weight;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.SparseCategoricalAccuracy;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What whole models do on an engine: training runs that agree with the java engine, the same bits
 * again for the same seed, concurrent predictions, memory that goes back to zero. Subclass it and
 * return the engine's name.
 */
public abstract class ModelConformance {
  /** The engine's name, as in configuration. */
  protected abstract String backend();

  /** How far losses of a short training may be from the java engine's, relatively. */
  protected double tolerance() {
    return 1e-3;
  }

  private static Model dense() {
    return Sequential.of(
            Input.of(6),
            Dense.of(13, RELU),
            Dropout.of(0.2),
            Dense.of(7, RELU),
            Dense.of(3, SOFTMAX))
        .seed(5);
  }

  private static Model images() {
    return Sequential.of(
            Input.of(9, 7, 2),
            Conv2D.of(5, 3, RELU),
            BatchNormalization.of(),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dropout.of(0.3),
            Dense.of(3, SOFTMAX))
        .seed(6);
  }

  private static Model text() {
    return Sequential.of(
            Input.of(5).dtype(DType.INT32), Embedding.of(11, 4), LSTM.of(6), Dense.of(3, SOFTMAX))
        .seed(7);
  }

  private static Dataset data(int... sample) {
    int n = 150;
    Shape s = Shape.of(n).concat(Shape.of(sample));
    float[] x = Philox.uniform(11, 0, s.intSize());
    int[] y = new int[n];
    int row = x.length / n;
    for (int i = 0; i < n; i++) {
      y[i] = (int) Math.min(2, 3 * x[i * row]);
    }
    return Dataset.of(Tensor.wrap(x, s), Tensor.of(y));
  }

  private static Dataset tokens() {
    float[] u = Philox.uniform(12, 0, 150 * 5);
    int[] x = new int[u.length];
    int[] y = new int[150];
    for (int i = 0; i < u.length; i++) {
      x[i] = (int) (u[i] * 11);
      y[i / 5] = x[i] % 3;
    }
    return Dataset.of(Tensor.of(x, 150, 5), Tensor.of(y));
  }

  private static void compile(Model m, String backend, boolean adam) {
    m.compile(
        Compile.of(
                adam ? Adam.of(0.01) : SGD.of(0.05).withMomentum(0.9),
                SparseCategoricalCrossentropy.of())
            .metrics(SparseCategoricalAccuracy.of())
            .backend(backend));
  }

  private static History train(Model m, Dataset d) {
    // 150 samples in batches of 32: the last batch is a partial one.
    return m.fit(d, Fit.epochs(3).batchSize(32).validationSplit(0.2).verbose(Verbose.SILENT));
  }

  private void agree(Model here, Model there, Dataset d, boolean adam) {
    try (here;
        there) {
      compile(here, backend(), adam);
      compile(there, "java", adam);
      for (int i = 0; i < here.weights().size(); i++) {
        assertEquals(
            there.getWeights().get(i), here.getWeights().get(i), here.weights().get(i).path());
      }
      History got = train(here, d);
      History want = train(there, d);
      want.metrics()
          .forEach(
              (name, values) -> {
                for (int e = 0; e < values.size(); e++) {
                  double w = values.get(e);
                  // One sample on the other side of a decision is no error of the loss.
                  double room = name.contains("accuracy") ? 0.05 : tolerance() * Math.abs(w);
                  assertEquals(w, got.get(name).get(e), room, name + " of epoch " + e);
                }
              });
    }
  }

  @Test
  void denseTrainingAgreesWithTheJavaEngine() {
    agree(dense(), dense(), data(6), false);
  }

  @Test
  void convolutionalTrainingAgreesWithTheJavaEngine() {
    agree(images(), images(), data(9, 7, 2), true);
  }

  @Test
  void recurrentTrainingAgreesWithTheJavaEngine() {
    agree(text(), text(), tokens(), true);
  }

  /** The weights, the optimizer's variables, and what a batch's metrics are. */
  private record All(List<Tensor> weights, List<Tensor> optimizer, Map<String, Double> metrics) {
    static All of(Model m, Map<String, Double> metrics) {
      var slots = m.trainer().optimizerWeights().stream().map(Weight::value).toList();
      return new All(m.getWeights(), slots, metrics);
    }
  }

  /** A token that the table does not have, in the middle of an epoch. */
  @Test
  void aTokenOutOfRangeFailsTheStepAndChangesNothing() {
    Dataset good = tokens();
    int[] x = ((int[]) good.x().get(0).array()).clone();
    x[70 * 5 + 3] = 11;
    Dataset bad = Dataset.of(Tensor.of(x, 150, 5), good.y().get(0)).rows(60, 92);
    try (Model m = text();
        Model twin = text()) {
      compile(m, backend(), true);
      compile(twin, backend(), true);
      for (int step = 0; step < 3; step++) {
        Dataset batch = good.rows(32 * step, 32 * (step + 1));
        All after = All.of(m, m.trainOnBatch(batch));
        assertEquals(All.of(twin, twin.trainOnBatch(batch)), after, "step " + step);
        var e = assertThrows(IllegalArgumentException.class, () -> m.trainOnBatch(bad));
        String message = String.valueOf(e.getMessage());
        for (String part :
            List.of("gather: index 11", "[0, 11)", "'embedding/embeddings'", "inputDim")) {
          assertTrue(message.contains(part), part + " in: " + message);
        }
        assertEquals(after, All.of(m, after.metrics()), "after step " + step);
      }
    }
  }

  @Test
  void sameSeedGivesTheSameBits() {
    Dataset d = data(9, 7, 2);
    var runs = new ArrayList<List<Tensor>>();
    for (int i = 0; i < 2; i++) {
      try (Model m = images()) {
        compile(m, backend(), true);
        train(m, d);
        runs.add(m.getWeights());
      }
    }
    assertEquals(runs.get(0), runs.get(1));
  }

  @Test
  void concurrentPredictionsEqualSerialOnes() throws Exception {
    Dataset d = data(9, 7, 2);
    List<Tensor> singles = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      singles.add(d.rows(i, i + 1).x().get(0));
    }
    List<Tensor> want = new ArrayList<>();
    try (Model serial = images();
        Model shared = images()) {
      compile(serial, backend(), true);
      compile(shared, backend(), true);
      singles.forEach(x -> want.add(serial.predict(x)));
      int threads = 64;
      var barrier = new CyclicBarrier(threads);
      var pool = Executors.newFixedThreadPool(threads);
      try {
        var results = new ArrayList<Future<Integer>>();
        for (int t = 0; t < threads; t++) {
          int thread = t;
          // The very first call of the model happens on all threads at once.
          results.add(
              pool.submit(
                  () -> {
                    barrier.await();
                    int equal = 0;
                    for (int k = 0; k < predictionsPerThread(); k++) {
                      int i = (k + thread) % singles.size();
                      equal += shared.predict(singles.get(i)).equals(want.get(i)) ? 1 : 0;
                    }
                    return equal;
                  }));
        }
        for (Future<Integer> r : results) {
          assertEquals(predictionsPerThread(), r.get());
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  /** Predictions of each of 64 threads; 1,000 with {@code -Dlamina.sweeps=true}. */
  protected int predictionsPerThread() {
    return Boolean.getBoolean("lamina.sweeps") ? 1000 : 50;
  }

  @Test
  void memoryGoesBackWhenModelsAreClosed() {
    long before = Backends.get(backend()).liveBytes();
    for (int i = 0; i < 3; i++) {
      try (Model m = images()) {
        compile(m, backend(), true);
        train(m, data(9, 7, 2));
        m.predict(data(9, 7, 2).x().get(0));
        assertTrue(Backends.get(backend()).liveBytes() > before, "nothing is counted");
      }
      assertEquals(before, Backends.get(backend()).liveBytes());
    }
  }

  @Test
  void closedModelsGoOn() {
    Dataset d = data(6);
    Tensor x = d.x().get(0);
    Model m = dense();
    compile(m, backend(), true);
    train(m, d);
    float[] before = m.predict(x).toFloats();
    m.close();
    assertArrayEquals(before, m.predict(x).toFloats());
    m.close();
  }

  @Test
  void weightsMoveBetweenEngines() {
    Dataset d = data(6);
    try (Model m = dense()) {
      compile(m, backend(), false);
      train(m, d);
      Tensor here = m.predict(d.x().get(0));
      compile(m, "java", false);
      Tensor there = m.predict(d.x().get(0));
      for (int i = 0; i < here.size(); i++) {
        assertEquals(there.getDouble(i), here.getDouble(i), 1e-5);
      }
    }
  }

  private static Model stateful(int steps, boolean stateful) {
    Input in = Input.of(steps, 3);
    return Sequential.of(
            stateful ? in.batch(4) : in,
            LSTM.of(5).withReturnSequences(true).withStateful(stateful),
            GRU.of(2).withStateful(stateful))
        .seed(8);
  }

  /** Steps {@code from} to {@code to} of 4 sequences. */
  private static Tensor steps(int from, int to) {
    float[] all = Philox.uniform(13, 0, 4 * 6 * 3);
    float[] out = new float[4 * (to - from) * 3];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(all, (i * 6 + from) * 3, out, i * (to - from) * 3, (to - from) * 3);
    }
    return Tensor.of(out, 4, to - from, 3);
  }

  @Test
  void statefulLayersGoOnWhereTheCallBeforeEnded() {
    try (Model whole = stateful(6, false);
        Model pieces = stateful(2, true)) {
      whole.compile(Compile.of(SGD.of(0.0), MeanSquaredError.of()).backend(backend()));
      pieces.compile(Compile.of(SGD.of(0.0), MeanSquaredError.of()).backend(backend()));
      float[] want = whole.predict(steps(0, 6)).toFloats();
      Tensor first = pieces.predict(steps(0, 2));
      pieces.predict(steps(2, 4));
      assertArrayEquals(want, pieces.predict(steps(4, 6)).toFloats(), 1e-5f);
      // A reset forgets; an evaluation and a train step move on like a prediction.
      pieces.resetStates();
      assertEquals(first, pieces.predict(steps(0, 2)));
      pieces.resetStates();
      Tensor y = Tensor.of(new float[8], 4, 2);
      pieces.evaluate(Dataset.of(steps(0, 2), y), 4);
      pieces.trainOnBatch(Dataset.of(steps(2, 4), y));
      assertArrayEquals(want, pieces.predict(steps(4, 6)).toFloats(), 1e-5f);
    }
  }

  @Test
  void statesSurviveAClose() {
    Model m = stateful(2, true);
    compile(m, backend(), true);
    m.predict(steps(0, 2));
    Tensor want = m.predict(steps(2, 4));
    m.resetStates();
    m.predict(steps(0, 2));
    m.close();
    assertEquals(want, m.predict(steps(2, 4)));
    m.close();
  }

  @Test
  void predictionsOfStatefulModelsFollowEachOther() throws Exception {
    int calls = 40;
    var want = new ArrayList<Float>();
    var got = new ArrayList<Float>();
    try (Model serial = stateful(2, true);
        Model shared = stateful(2, true)) {
      compile(serial, backend(), true);
      compile(shared, backend(), true);
      var pool = Executors.newFixedThreadPool(8);
      try {
        var results = new ArrayList<Future<Float>>();
        for (int i = 0; i < calls; i++) {
          want.add(serial.predict(steps(0, 2)).toFloats()[0]);
          results.add(pool.submit(() -> shared.predict(steps(0, 2)).toFloats()[0]));
        }
        for (Future<Float> r : results) {
          got.add(r.get());
        }
      } finally {
        pool.shutdownNow();
      }
    }
    Collections.sort(want);
    Collections.sort(got);
    assertEquals(want, got);
  }
}
