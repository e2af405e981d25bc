package dev.lamina.integration;

import dev.lamina.constraints.Constraint;
import dev.lamina.constraints.MaxNorm;
import dev.lamina.constraints.MinMaxNorm;
import dev.lamina.constraints.NonNeg;
import dev.lamina.constraints.UnitNorm;
import dev.lamina.layers.Feature;
import dev.lamina.layers.FeatureIdentity;
import dev.lamina.layers.FeatureSpace;
import dev.lamina.layers.HashedCrossing;
import dev.lamina.layers.Hashing;
import dev.lamina.layers.HostLayer;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.TextVectorization;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.metrics.IoU;
import dev.lamina.metrics.MeanIoU;
import dev.lamina.metrics.MeanMetricWrapper;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.metrics.OneHotIoU;
import dev.lamina.metrics.OneHotMeanIoU;
import dev.lamina.metrics.PrecisionAtRecall;
import dev.lamina.metrics.RecallAtPrecision;
import dev.lamina.metrics.SensitivityAtSpecificity;
import dev.lamina.metrics.SpecificityAtSensitivity;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.MultiOptimizer;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerMap;
import dev.lamina.optimizers.SGD;
import dev.lamina.optimizers.schedules.CosineDecay;
import dev.lamina.optimizers.schedules.CosineDecayRestarts;
import dev.lamina.optimizers.schedules.ExponentialDecay;
import dev.lamina.optimizers.schedules.InverseTimeDecay;
import dev.lamina.optimizers.schedules.PiecewiseConstantDecay;
import dev.lamina.optimizers.schedules.PolynomialDecay;
import dev.lamina.regularizers.L1;
import dev.lamina.regularizers.L1L2;
import dev.lamina.regularizers.L2;
import dev.lamina.regularizers.OrthogonalRegularizer;
import dev.lamina.regularizers.Regularizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One object of each class that no table of the testkit has and no name alone makes. */
final class SampleObjects {
  private SampleObjects() {}

  /** Layers that run in Java and want strings, vocabularies or whole tables. */
  static List<HostLayer> hostLayers() {
    return List.of(
        FeatureSpace.of(Map.of("age", Feature.floatPlain())),
        HashedCrossing.of(3),
        Hashing.of(3),
        IntegerLookup.of(1, 2),
        StringLookup.of("a", "b"),
        new FeatureIdentity(Optional.empty()),
        TextVectorization.of());
  }

  static Metric metric(String name) {
    return switch (name) {
      case "IoU" -> IoU.of(3, 0, 1);
      case "MeanIoU" -> MeanIoU.of(3);
      case "OneHotIoU" -> OneHotIoU.of(3, 0, 1);
      case "OneHotMeanIoU" -> OneHotMeanIoU.of(3);
      case "PrecisionAtRecall" -> PrecisionAtRecall.of(0.5);
      case "RecallAtPrecision" -> RecallAtPrecision.of(0.5);
      case "SensitivityAtSpecificity" -> SensitivityAtSpecificity.of(0.5);
      case "SpecificityAtSensitivity" -> SpecificityAtSensitivity.of(0.5);
      case "MeanMetricWrapper" -> MeanMetricWrapper.of("mse", MeanSquaredError.of());
      default -> Metrics.of(name);
    };
  }

  /** Those that leave the steps to others inside. */
  static List<Optimizer> outerOptimizers() {
    return List.of(
        LossScaleOptimizer.of(SGD.of(0.1)),
        MultiOptimizer.of(new OptimizerMap(SGD.of(0.1), Map.of(".*bias", SGD.of(0.2)))));
  }

  static List<LearningRate> schedules() {
    return List.of(
        CosineDecay.of(0.1, 10),
        CosineDecayRestarts.of(0.1, 10),
        ExponentialDecay.of(0.1, 10, 0.9),
        InverseTimeDecay.of(0.1, 10, 0.9),
        PiecewiseConstantDecay.of(List.of(10), List.of(0.1, 0.01)),
        PolynomialDecay.of(0.1, 10));
  }

  static List<Regularizer> regularizers() {
    return List.of(
        L1.of(0.1),
        L1L2.of(0.1, 0.1),
        L2.of(0.1),
        OrthogonalRegularizer.of(0.1, OrthogonalRegularizer.Mode.ROWS));
  }

  static List<Constraint> constraints() {
    return List.of(MaxNorm.of(1), MinMaxNorm.of(0, 1), NonNeg.of(), UnitNorm.of());
  }
}
