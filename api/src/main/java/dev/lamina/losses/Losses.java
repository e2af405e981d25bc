package dev.lamina.losses;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Losses by Keras' string identifiers. */
public final class Losses {
  private static final Map<String, Supplier<Loss>> KNOWN = known();

  private Losses() {}

  /** The loss with its default arguments: {@code of("mse")}. */
  public static Loss of(String identifier) {
    Supplier<Loss> found = KNOWN.get(identifier);
    if (found == null) {
      // Keras takes class names and capitals, too.
      found = KNOWN.get(snake(identifier));
    }
    if (found == null) {
      throw new IllegalArgumentException(
          "loss: expected one of %s, got '%s'"
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

  private static Map<String, Supplier<Loss>> known() {
    var m = new TreeMap<String, Supplier<Loss>>();
    m.put("mse", MeanSquaredError::of);
    m.put("mean_squared_error", MeanSquaredError::of);
    m.put("mae", MeanAbsoluteError::of);
    m.put("mean_absolute_error", MeanAbsoluteError::of);
    m.put("mape", MeanAbsolutePercentageError::of);
    m.put("mean_absolute_percentage_error", MeanAbsolutePercentageError::of);
    m.put("msle", MeanSquaredLogarithmicError::of);
    m.put("mean_squared_logarithmic_error", MeanSquaredLogarithmicError::of);
    m.put("huber", Huber::of);
    m.put("log_cosh", LogCosh::of);
    m.put("logcosh", LogCosh::of);
    m.put("hinge", Hinge::of);
    m.put("squared_hinge", SquaredHinge::of);
    m.put("categorical_hinge", CategoricalHinge::of);
    m.put("kl_divergence", KLDivergence::of);
    m.put("kld", KLDivergence::of);
    m.put("kullback_leibler_divergence", KLDivergence::of);
    m.put("poisson", Poisson::of);
    m.put("cosine_similarity", CosineSimilarity::of);
    m.put("binary_crossentropy", BinaryCrossentropy::of);
    m.put("bce", BinaryCrossentropy::of);
    m.put("categorical_crossentropy", CategoricalCrossentropy::of);
    m.put("sparse_categorical_crossentropy", SparseCategoricalCrossentropy::of);
    m.put("binary_focal_crossentropy", BinaryFocalCrossentropy::of);
    m.put("categorical_focal_crossentropy", CategoricalFocalCrossentropy::of);
    m.put("categorical_generalized_cross_entropy", CategoricalGeneralizedCrossEntropy::of);
    m.put("dice", Dice::of);
    m.put("circle", Circle::of);
    m.put("ctc", CTC::of);
    m.put("tversky", Tversky::of);
    return m;
  }
}
