package dev.lamina.serialization;

import dev.lamina.metrics.AUC;
import dev.lamina.metrics.Accuracy;
import dev.lamina.metrics.BinaryAccuracy;
import dev.lamina.metrics.BinaryCrossentropy;
import dev.lamina.metrics.BinaryIoU;
import dev.lamina.metrics.CategoricalAccuracy;
import dev.lamina.metrics.CategoricalCrossentropy;
import dev.lamina.metrics.CategoricalHinge;
import dev.lamina.metrics.ConcordanceCorrelation;
import dev.lamina.metrics.CosineSimilarity;
import dev.lamina.metrics.F1Score;
import dev.lamina.metrics.FBetaScore;
import dev.lamina.metrics.FalseNegatives;
import dev.lamina.metrics.FalsePositives;
import dev.lamina.metrics.Hinge;
import dev.lamina.metrics.IoU;
import dev.lamina.metrics.KLDivergence;
import dev.lamina.metrics.LogCoshError;
import dev.lamina.metrics.Mean;
import dev.lamina.metrics.MeanAbsoluteError;
import dev.lamina.metrics.MeanAbsolutePercentageError;
import dev.lamina.metrics.MeanIoU;
import dev.lamina.metrics.MeanMetricWrapper;
import dev.lamina.metrics.MeanSquaredError;
import dev.lamina.metrics.MeanSquaredLogarithmicError;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.OneHotIoU;
import dev.lamina.metrics.OneHotMeanIoU;
import dev.lamina.metrics.PearsonCorrelation;
import dev.lamina.metrics.Poisson;
import dev.lamina.metrics.Precision;
import dev.lamina.metrics.PrecisionAtRecall;
import dev.lamina.metrics.R2Score;
import dev.lamina.metrics.Recall;
import dev.lamina.metrics.RecallAtPrecision;
import dev.lamina.metrics.RootMeanSquaredError;
import dev.lamina.metrics.SensitivityAtSpecificity;
import dev.lamina.metrics.SparseCategoricalAccuracy;
import dev.lamina.metrics.SparseCategoricalCrossentropy;
import dev.lamina.metrics.SparseTopKCategoricalAccuracy;
import dev.lamina.metrics.SpecificityAtSensitivity;
import dev.lamina.metrics.SquaredHinge;
import dev.lamina.metrics.Sum;
import dev.lamina.metrics.TopKCategoricalAccuracy;
import dev.lamina.metrics.TrueNegatives;
import dev.lamina.metrics.TruePositives;
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
            SquaredHinge.class,
            Sum.class,
            TopKCategoricalAccuracy.class,
            ConcordanceCorrelation.class,
            F1Score.class,
            FBetaScore.class,
            IoU.class,
            MeanMetricWrapper.class,
            PearsonCorrelation.class,
            PrecisionAtRecall.class,
            R2Score.class,
            RecallAtPrecision.class,
            SensitivityAtSpecificity.class,
            SpecificityAtSensitivity.class));
    all.add(
        KerasClass.of(Metric.class, CosineSimilarity.class, MODULE)
            .optional("axis", Json.NODES.numberNode(-1)));
    all.add(
        KerasClass.of(Metric.class, SparseTopKCategoricalAccuracy.class, MODULE)
            .optional("from_sorted_ids", Json.NODES.booleanNode(false)));
    all.add(KerasClass.of(Metric.class, AUC.class, MODULE).omitted("thresholds"));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            FalseNegatives.class,
            FalsePositives.class,
            Precision.class,
            Recall.class,
            TrueNegatives.class,
            TruePositives.class)) {
      all.add(KerasClass.of(Metric.class, c, MODULE).single("thresholds"));
    }
    all.add(
        KerasClass.of(Metric.class, BinaryIoU.class, MODULE)
            .order("target_class_ids threshold name dtype"));
    all.add(
        KerasClass.of(Metric.class, OneHotIoU.class, MODULE)
            .order("num_classes target_class_ids name dtype"));
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(MeanIoU.class, OneHotMeanIoU.class)) {
      all.add(KerasClass.of(Metric.class, c, MODULE).order("num_classes name dtype"));
    }
    return all;
  }
}
