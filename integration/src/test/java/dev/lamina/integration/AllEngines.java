package dev.lamina.integration;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Flatten;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.optimizers.Adam;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains the same small network on the named engines, one after the other and then all at once, and
 * prints "losses agree" or what does not.
 */
final class AllEngines {
  private AllEngines() {}

  public static void main(String[] engines) throws Exception {
    Map<String, Double> losses = new LinkedHashMap<>();
    for (String engine : engines) {
      losses.put(engine, loss(engine));
    }
    ExecutorService pool = Executors.newCachedThreadPool();
    var again = new ArrayList<Future<Double>>();
    for (int round = 0; round < 2; round++) {
      for (String engine : engines) {
        again.add(pool.submit(() -> loss(engine)));
      }
    }
    for (int i = 0; i < again.size(); i++) {
      losses.put(engines[i % engines.length] + ", concurrent " + i, again.get(i).get());
    }
    pool.shutdown();
    double java = losses.getOrDefault("java", Double.NaN);
    boolean agree = losses.values().stream().allMatch(l -> Math.abs(l - java) <= 1e-3 * java);
    System.out.println(agree ? "losses agree" : losses.toString());
  }

  private static double loss(String engine) {
    try (Model m =
        Sequential.of(
                Input.of(8, 8, 1),
                Conv2D.of(4, 3, RELU),
                Flatten.of(),
                Dropout.of(0.2),
                Dense.of(3, SOFTMAX))
            .seed(3)) {
      m.compile(Compile.of(Adam.of(0.01), SparseCategoricalCrossentropy.of()).backend(engine));
      return m.fit(data(), Fit.epochs(2).batchSize(16).verbose(Verbose.SILENT)).last("loss");
    }
  }

  private static Dataset data() {
    int n = 96;
    float[] x = Philox.uniform(1, 0, n * 64);
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      y[i] = (int) Math.min(2, 3 * x[i * 64 + 20]);
    }
    return Dataset.of(Tensor.wrap(x, Shape.of(n, 8, 8, 1)), Tensor.of(y));
  }
}
