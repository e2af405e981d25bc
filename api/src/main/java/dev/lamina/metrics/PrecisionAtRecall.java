package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The best precision among thresholds at which the recall is at least {@code recall}; 0 if there is
 * none. Recall is TP / (TP + FN), precision TP / (TP + FP). yTrue (0 or 1), yPred (in [0, 1]): one
 * shape -> scalar.
 *
 * @param classId the only class that counts; empty: all
 * @param numThresholds how many thresholds, evenly from 0 to 1, are tried
 * @param recall in [0, 1]
 */
@RecordBuilder
public record PrecisionAtRecall(
    String name, Optional<Integer> classId, int numThresholds, double recall)
    implements Metric, PrecisionAtRecallBuilder.With {
  public PrecisionAtRecall {
    Rate.check("PrecisionAtRecall", "recall", recall, numThresholds);
  }

  public static PrecisionAtRecall of(double recall) {
    return new PrecisionAtRecall("precision_at_recall", Optional.empty(), 200, recall);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    var how = new Confusion.Counting(Thresholds.even(numThresholds), Optional.empty(), classId);
    Confusion c = Confusion.of(name, how, yTrue, yPred, sampleWeight).addTo(state);
    return Confusion.best(c.recall(), recall, c.precision());
  }
}
