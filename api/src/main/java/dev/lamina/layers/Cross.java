package dev.lamina.layers;

import java.util.List;

/**
 * Columns of a {@link FeatureSpace} that count together: their combination is hashed to one of
 * {@code crossingDim} bins.
 */
public record Cross(List<String> featureNames, int crossingDim, Feature.Output outputMode) {
  public Cross {
    featureNames = List.copyOf(featureNames);
    Check.that(
        featureNames.size() > 1, "Cross: expected at least two features, got %s", featureNames);
    Check.positive("Cross", "crossingDim", crossingDim);
    Check.that(
        outputMode != Feature.Output.FLOAT, "Cross: outputMode must be int or one_hot, got float");
  }

  /** One-hot vectors of the combinations of two columns. */
  public static Cross of(int crossingDim, String... featureNames) {
    return new Cross(List.of(featureNames), crossingDim, Feature.Output.ONE_HOT);
  }

  /** The name of the combination in a space's output. */
  public String name() {
    return String.join("_X_", featureNames);
  }
}
