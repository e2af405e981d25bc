package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The weighted number of predictions that are wrongly positive. yTrue (0 or 1), yPred: one shape ->
 * scalar, or [thresholds] if there are several.
 *
 * @param thresholds in [0, 1]; predictions above are positive; empty: 0.5
 */
@RecordBuilder
public record FalsePositives(String name, Optional<List<Double>> thresholds)
    implements Metric, FalsePositivesBuilder.With {
  public FalsePositives {
    thresholds = thresholds.map(List::copyOf);
    Thresholds.check("FalsePositives", thresholds);
  }

  public static FalsePositives of() {
    return new FalsePositives("false_positives", Optional.empty());
  }

  public static FalsePositives of(double... thresholds) {
    return of().withThresholds(Optional.of(DoubleStream.of(thresholds).boxed().toList()));
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    var how =
        new Confusion.Counting(Thresholds.of(thresholds, 0.5), Optional.empty(), Optional.empty());
    Confusion c = Confusion.of(name, how, yTrue, yPred, sampleWeight);
    // Keras' name of the variable, whatever it counts.
    return Confusion.result(state.add("accumulator", c.falsePositives()));
  }
}
