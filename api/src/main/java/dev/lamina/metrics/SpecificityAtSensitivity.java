package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The best specificity among thresholds at which the recall is at least {@code sensitivity}; 0 if
 * there is none. Sensitivity (recall) is TP / (TP + FN), specificity TN / (TN + FP). yTrue (0 or
 * 1), yPred (in [0, 1]): one shape -> scalar.
 *
 * @param classId the only class that counts; empty: all
 * @param numThresholds how many thresholds, evenly from 0 to 1, are tried
 * @param sensitivity in [0, 1]
 */
@RecordBuilder
public record SpecificityAtSensitivity(
    String name, Optional<Integer> classId, int numThresholds, double sensitivity)
    implements Metric, SpecificityAtSensitivityBuilder.With {
  public SpecificityAtSensitivity {
    Rate.check("SpecificityAtSensitivity", "sensitivity", sensitivity, numThresholds);
  }

  public static SpecificityAtSensitivity of(double sensitivity) {
    return new SpecificityAtSensitivity(
        "specificity_at_sensitivity", Optional.empty(), 200, sensitivity);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    var how = new Confusion.Counting(Thresholds.even(numThresholds), Optional.empty(), classId);
    Confusion c = Confusion.of(name, how, yTrue, yPred, sampleWeight).addTo(state);
    return Confusion.best(c.recall(), sensitivity, c.specificity());
  }
}
