package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import dev.lamina.data.Dataset;
import dev.lamina.initializers.Ones;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Flatten;
import dev.lamina.losses.MeanAbsoluteError;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the seed decides is the same on every engine, bit for bit. */
class SameSeedTest {
  private static Model compiled(Model m, String engine, double rate) {
    m.seed(42);
    m.compile(Compile.of(SGD.of(rate), MeanAbsoluteError.of()).backend(engine));
    return m;
  }

  private static <T> void sameOnAllEngines(Function<String, T> of) {
    T java = of.apply("java");
    for (String engine : Engines.ALL) {
      assertThat(of.apply(engine)).as(engine).isEqualTo(java);
    }
  }

  /** All targets lie far below: the loss is linear, its gradient exact. */
  private static Tensor farBelow(int n) {
    return Tensor.full(TensorType.of(DType.FLOAT32, n, 1), -65536);
  }

  @Test
  void initialWeights() {
    sameOnAllEngines(
        engine -> {
          try (Model m =
              compiled(
                  Sequential.of(
                      Input.of(8, 8, 3), Conv2D.of(4, 3), Flatten.of(), Dense.of(10), Dense.of(1)),
                  engine,
                  0.1)) {
            m.predict(Tensor.zeros(TensorType.of(DType.FLOAT32, 1, 8, 8, 3)));
            return m.getWeights();
          }
        });
  }

  /**
   * All inputs are 1, all weights start as 1 and the gradient of a weight is the mean over the four
   * samples of 2 where the unit is kept and 0 where it is dropped: small dyadic numbers, so that
   * the weights after a step show the masks of the batch exactly.
   */
  @Test
  void dropoutMasks() {
    Dataset ones = Dataset.of(Tensor.full(TensorType.of(DType.FLOAT32, 4, 200), 1), farBelow(4));
    sameOnAllEngines(
        engine -> {
          try (Model m =
              compiled(
                  Sequential.of(
                      Input.of(200),
                      Dropout.of(0.5),
                      Dense.of(1).withKernelInitializer(Ones.of()).withUseBias(false)),
                  engine,
                  1)) {
            var after = new ArrayList<Tensor>();
            for (int step = 0; step < 5; step++) {
              m.trainOnBatch(ones);
              after.add(m.getWeights().get(0));
            }
            assertThat(after.get(0).toFloats()).contains(1f, 0.5f, 0f, -0.5f, -1f);
            return after;
          }
        });
  }

  /** The inputs are the samples' numbers; the loss of a batch tells which samples it held. */
  @Test
  void shuffles() {
    int n = 50;
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i;
    }
    Dataset data = Dataset.of(Tensor.of(numbers, n, 1), farBelow(n));
    sameOnAllEngines(
        engine -> {
          try (Model m =
              compiled(
                  Sequential.of(
                      Input.of(1), Dense.of(1).withKernelInitializer(Ones.of()).withUseBias(false)),
                  engine,
                  0)) {
            List<Double> losses = new ArrayList<>();
            m.fit(
                data,
                Fit.epochs(2)
                    .batchSize(4)
                    .verbose(Verbose.SILENT)
                    .callbacks(
                        new Callback() {
                          @Override
                          public void onTrainBatchEnd(
                              Training training, int batch, Map<String, Double> logs) {
                            losses.add(logs.getOrDefault("loss", Double.NaN));
                          }
                        }));
            assertThat(losses).hasSize(26).doesNotContain(Double.NaN);
            assertThat(losses.subList(0, 13)).isNotEqualTo(losses.subList(13, 26));
            return losses;
          }
        });
  }
}
