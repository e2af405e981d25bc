package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The best recall among thresholds at which the specificity is at least {@code specificity}; 0 if
 * there is none. Sensitivity (recall) is TP / (TP + FN), specificity TN / (TN + FP). yTrue (0 or
 * 1), yPred (in [0, 1]): one shape -> scalar.
 *
 * @param classId the only class that counts; empty: all
 * @param numThresholds how many thresholds, evenly from 0 to 1, are tried
 * @param specificity in [0, 1]
 */
@RecordBuilder
public record SensitivityAtSpecificity(
    String name, Optional<Integer> classId, int numThresholds, double specificity)
    implements Metric, SensitivityAtSpecificityBuilder.With {
  public SensitivityAtSpecificity {
    Rate.check("SensitivityAtSpecificity", "specificity", specificity, numThresholds);
  }

  public static SensitivityAtSpecificity of(double specificity) {
    return new SensitivityAtSpecificity(
        "sensitivity_at_specificity", Optional.empty(), 200, specificity);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    var how = new Confusion.Counting(Thresholds.even(numThresholds), Optional.empty(), classId);
    Confusion c = Confusion.of(name, how, yTrue, yPred, sampleWeight).addTo(state);
    return Confusion.best(c.specificity(), specificity, c.recall());
  }
}
