package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * 2 precision recall / (precision + recall): {@link FBetaScore} with beta 1. yTrue (one-hot or
 * several labels), yPred: [batch, classes] -> [classes], or a scalar with an average. In the
 * history the score of class k is {@code name_k}.
 *
 * @param average how the classes become one number; empty: they do not
 * @param threshold in (0, 1], predictions above are positive; empty: the largest of each sample is
 */
@RecordBuilder
public record F1Score(String name, Optional<Average> average, Optional<Double> threshold)
    implements Metric, F1ScoreBuilder.With {
  public F1Score {
    FScore.check("F1Score", 1, threshold);
  }

  public static F1Score of() {
    return new F1Score("f1_score", Optional.empty(), Optional.empty());
  }

  public static F1Score of(Average average) {
    return of().withAverage(Optional.of(average));
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    return new FScore(name, average, 1, threshold).update(state, yTrue, yPred, sampleWeight);
  }
}
