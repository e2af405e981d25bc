package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * (1 + beta²) precision recall / (beta² precision + recall). yTrue (one-hot or several labels),
 * yPred: [batch, classes] -> [classes], or a scalar with an average. In the history the score of
 * class k is {@code name_k}.
 *
 * @param average how the classes become one number; empty: they do not
 * @param beta weight of the recall
 * @param threshold in (0, 1], predictions above are positive; empty: the largest of each sample is
 */
@RecordBuilder
public record FBetaScore(
    String name, Optional<Average> average, double beta, Optional<Double> threshold)
    implements Metric, FBetaScoreBuilder.With {
  public FBetaScore {
    FScore.check("FBetaScore", beta, threshold);
  }

  public static FBetaScore of(double beta) {
    return new FBetaScore("fbeta_score", Optional.empty(), beta, Optional.empty());
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return new FScore(name, average, beta, threshold).update(state, yTrue, yPred, sampleWeight);
  }
}
