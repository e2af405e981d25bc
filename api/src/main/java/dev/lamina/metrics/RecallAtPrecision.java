package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The best recall among thresholds at which the precision is at least {@code precision}; 0 if there
 * is none. Recall is TP / (TP + FN), precision TP / (TP + FP). yTrue (0 or 1), yPred (in [0, 1]):
 * one shape -> scalar.
 *
 * @param classId the only class that counts; empty: all
 * @param numThresholds how many thresholds, evenly from 0 to 1, are tried
 * @param precision in [0, 1]
 */
@RecordBuilder
public record RecallAtPrecision(
    String name, Optional<Integer> classId, int numThresholds, double precision)
    implements Metric, RecallAtPrecisionBuilder.With {
  public RecallAtPrecision {
    Rate.check("RecallAtPrecision", "precision", precision, numThresholds);
  }

  public static RecallAtPrecision of(double precision) {
    return new RecallAtPrecision("recall_at_precision", Optional.empty(), 200, precision);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    var how = new Confusion.Counting(Thresholds.even(numThresholds), Optional.empty(), classId);
    Confusion c = Confusion.of(name, how, yTrue, yPred, sampleWeight).addTo(state);
    return Confusion.best(c.precision(), precision, c.recall());
  }
}
