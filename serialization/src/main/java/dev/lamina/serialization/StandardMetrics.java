package dev.lamina.serialization;

import dev.lamina.metrics.Accuracy;
import dev.lamina.metrics.BinaryAccuracy;
import dev.lamina.metrics.BinaryCrossentropy;
import dev.lamina.metrics.CategoricalAccuracy;
import dev.lamina.metrics.CategoricalCrossentropy;
import dev.lamina.metrics.CategoricalHinge;
import dev.lamina.metrics.CosineSimilarity;
import dev.lamina.metrics.Hinge;
import dev.lamina.metrics.KLDivergence;
import dev.lamina.metrics.LogCoshError;
import dev.lamina.metrics.Mean;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.metrics.MeanAbsolutePercentageError;
import dev.lamina.metrics.MeanSquaredError;
import dev.lamina.metrics.MeanSquaredLogarithmicError;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Poisson;
import dev.lamina.metrics.RootMeanSquaredError;
import dev.lamina.metrics.SparseCategoricalAccuracy;
import dev.lamina.metrics.SparseCategoricalCrossentropy;
import dev.lamina.metrics.SparseTopKCategoricalAccuracy;
import dev.lamina.metrics.SquaredHinge;
import dev.lamina.metrics.Sum;
import dev.lamina.metrics.TopKCategoricalAccuracy;
import java.util.ArrayList;
import java.util.List;

/** Keras' metrics that Lamina has. */
final class StandardMetrics {
  private static final String MODULE = "keras.metrics";

  private StandardMetrics() {}

  static List<KerasClass> all() {
    var all = new ArrayList<KerasClass>();
    StandardClasses.addAll(
        all,
        Metric.class,
        MODULE,
        List.of(
            Accuracy.class,
            BinaryAccuracy.class,
            BinaryCrossentropy.class,
            CategoricalAccuracy.class,
            CategoricalCrossentropy.class,
            CategoricalHinge.class,
            Hinge.class,
            KLDivergence.class,
            LogCoshError.class,
            Mean.class,
            MeanAbsoluteError.class,
            MeanAbsolutePercentageError.class,
            MeanSquaredError.class,
            MeanSquaredLogarithmicError.class,
            Poisson.class,
            RootMeanSquaredError.class,
            SparseCategoricalAccuracy.class,
            SparseCategoricalCrossentropy.class,
            SparseTopKCategoricalAccuracy.class,
            SquaredHinge.class,
            Sum.class,
            TopKCategoricalAccuracy.class));
    all.add(
        KerasClass.of(Metric.class, CosineSimilarity.class, MODULE)
            .optional("axis", Json.NODES.numberNode(-1)));
    return all;
  }
}
