package dev.lamina.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Metrics by Keras' string identifiers. */
public final class Metrics {
  private static final Map<String, Supplier<Metric>> KNOWN = known();

  private Metrics() {}

  /**
   * The metric with its default arguments: {@code of("mae")}. "accuracy", "acc", "crossentropy" and
   * "ce" mean the binary, categorical or sparse categorical one, by the shapes of yTrue and yPred.
   * Their name is the identifier, as in Keras' history.
   */
  public static Metric of(String identifier) {
    Supplier<Metric> found = KNOWN.get(identifier);
    if (found == null) {
      // Keras takes class names and capitals, too.
      found = KNOWN.get(snake(identifier));
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "metric: expected one of %s, got '%s'"
              .formatted(String.join(", ", KNOWN.keySet()), identifier));
    }
    return found.get();
  }

  private static String snake(String identifier) {
    return identifier
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The identifier of a metric that follows the shapes, which is how Keras saves it. */
  public static Optional<String> identifier(Metric metric) {
    return metric instanceof ByShape b ? Optional.of(b.name()) : Optional.empty();
  }

  private static Metric accuracy(String name) {
    return new ByShape(
        name, BinaryAccuracy.of(), CategoricalAccuracy.of(), SparseCategoricalAccuracy.of());
  }

  private static Metric crossentropy(String name) {
    return new ByShape(
        name,
        BinaryCrossentropy.of(),
        CategoricalCrossentropy.of(),
        SparseCategoricalCrossentropy.of());
  }

  private static Map<String, Supplier<Metric>> known() {
    var m = new TreeMap<String, Supplier<Metric>>();
    for (String name : new String[] {"accuracy", "acc"}) {
      m.put(name, () -> accuracy(name));
    }
    for (String name : new String[] {"crossentropy", "ce"}) {
      m.put(name, () -> crossentropy(name));
    }
    m.put("binary_accuracy", BinaryAccuracy::of);
    m.put("categorical_accuracy", CategoricalAccuracy::of);
    m.put("sparse_categorical_accuracy", SparseCategoricalAccuracy::of);
    m.put("top_k_categorical_accuracy", TopKCategoricalAccuracy::of);
    m.put("sparse_top_k_categorical_accuracy", SparseTopKCategoricalAccuracy::of);
    m.put("mse", MeanSquaredError::of);
    m.put("mean_squared_error", MeanSquaredError::of);
    m.put("mae", MeanAbsoluteError::of);
    m.put("mean_absolute_error", MeanAbsoluteError::of);
    m.put("mape", MeanAbsolutePercentageError::of);
    m.put("mean_absolute_percentage_error", MeanAbsolutePercentageError::of);
    m.put("msle", MeanSquaredLogarithmicError::of);
    m.put("mean_squared_logarithmic_error", MeanSquaredLogarithmicError::of);
    m.put("root_mean_squared_error", RootMeanSquaredError::of);
    m.put("kl_divergence", KLDivergence::of);
    m.put("kld", KLDivergence::of);
    m.put("poisson", Poisson::of);
    m.put("hinge", Hinge::of);
    m.put("squared_hinge", SquaredHinge::of);
    m.put("categorical_hinge", CategoricalHinge::of);
    m.put("logcosh", LogCoshError::of);
    m.put("log_cosh_error", LogCoshError::of);
    m.put("cosine_similarity", CosineSimilarity::of);
    m.put("binary_crossentropy", BinaryCrossentropy::of);
    m.put("bce", BinaryCrossentropy::of);
    m.put("categorical_crossentropy", CategoricalCrossentropy::of);
    m.put("sparse_categorical_crossentropy", SparseCategoricalCrossentropy::of);
    m.put("auc", AUC::of);
    m.put("precision", Precision::of);
    m.put("recall", Recall::of);
    m.put("true_positives", TruePositives::of);
    m.put("true_negatives", TrueNegatives::of);
    m.put("false_positives", FalsePositives::of);
    m.put("false_negatives", FalseNegatives::of);
    m.put("binary_io_u", BinaryIoU::of);
    m.put("f1_score", F1Score::of);
    m.put("fbeta_score", () -> FBetaScore.of(1));
    m.put("f_beta_score", () -> FBetaScore.of(1));
    m.put("r2_score", R2Score::of);
    m.put("pearson_correlation", PearsonCorrelation::of);
    m.put("concordance_correlation", ConcordanceCorrelation::of);
    m.put("mean", Mean::of);
    m.put("sum", Sum::of);
    return m;
  }
}
