package dev.lamina.benchmarks;

import dev.lamina.Compile;
import dev.lamina.Model;
import dev.lamina.losses.BinaryCrossentropy;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.BinaryAccuracy;
import dev.lamina.metrics.SparseCategoricalAccuracy;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerOptions;
import dev.lamina.optimizers.RMSprop;
import dev.lamina.optimizers.SGD;
import java.util.List;
import java.util.function.Supplier;

/** The workloads that frameworks are compared with. */
final class Workloads {
  private Workloads() {}

  static List<Workload> all() {
    return List.of(
        of("mlp", List.of(784), 0, 10, 128, 100, 25_600, 535_818, Architectures::mlp, adam()),
        of("tiny-mlp", List.of(4), 0, 3, 16, 500, 2_560, 403, Architectures::tinyMlp, sgd()),
        of("cnn", List.of(28, 28, 1), 0, 10, 128, 20, 2_560, 1_199_882, Architectures::cnn, adam()),
        of(
            "resnet20",
            List.of(32, 32, 3),
            0,
            10,
            64,
            20,
            1_280,
            272_474,
            Architectures::resnet20,
            sgd().withOptions(OptimizerOptions.none().withWeightDecay(1e-4))),
        of("lstm", List.of(100, 64), 0, 2, 64, 20, 1_280, 98_945, Architectures::lstm, adam()),
        of(
            "gru-text",
            List.of(200),
            20_000,
            2,
            64,
            20,
            1_280,
            2_597_313,
            Architectures::gruText,
            RMSprop.of(1e-3)),
        of(
            "autoencoder",
            List.of(28, 28, 1),
            0,
            0,
            128,
            20,
            2_560,
            28_353,
            Architectures::autoencoder,
            adam()));
  }

  static Workload get(String name) {
    return all().stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a workload of %s, got '%s'".formatted(names(), name)));
  }

  static List<String> names() {
    return all().stream().map(Workload::name).toList();
  }

  private static Workload of(
      String name,
      List<Integer> input,
      int vocabulary,
      int classes,
      int batch,
      int steps,
      int predictSamples,
      long params,
      Supplier<Model> model,
      Optimizer optimizer) {
    return new Workload(
        name,
        input,
        vocabulary,
        classes,
        batch,
        steps,
        predictSamples,
        params,
        model,
        () -> settings(classes, optimizer));
  }

  private static Compile settings(int classes, Optimizer optimizer) {
    return switch (classes) {
      case 0 -> Compile.of(optimizer, BinaryCrossentropy.of());
      case 2 -> Compile.of(optimizer, BinaryCrossentropy.of()).metrics(BinaryAccuracy.of());
      default ->
          Compile.of(optimizer, SparseCategoricalCrossentropy.ofLogits())
              .metrics(SparseCategoricalAccuracy.of());
    };
  }

  private static Adam adam() {
    return Adam.of(1e-3);
  }

  private static SGD sgd() {
    return SGD.of(0.01).withMomentum(0.9);
  }
}
