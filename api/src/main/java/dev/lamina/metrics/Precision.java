package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * TP / (TP + FP): how many of the positive predictions are right; 0 if there are none. yTrue (0 or
 * 1), yPred: one shape -> scalar, or [thresholds] if there are several.
 *
 * @param thresholds in [0, 1]; predictions above are positive; empty: 0.5, or none with {@code
 *     topK}
 * @param topK only the k largest predictions of a sample can be positive; empty: all
 * @param classId the only class that counts; empty: all
 */
@RecordBuilder
public record Precision(
    String name,
    Optional<List<Double>> thresholds,
    Optional<Integer> topK,
    Optional<Integer> classId)
    implements Metric, PrecisionBuilder.With {
  public Precision {
    thresholds = thresholds.map(List::copyOf);
    Thresholds.check("Precision", thresholds);
    topK.ifPresent(k -> Classes.checkK("Precision", k));
  }

  public static Precision of() {
    return new Precision("precision", Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Precision of(double... thresholds) {
    return of().withThresholds(Optional.of(DoubleStream.of(thresholds).boxed().toList()));
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    Thresholds limits = Thresholds.of(thresholds, topK.isPresent() ? Confusion.NEVER : 0.5);
    Confusion c =
        Confusion.of(
            name, new Confusion.Counting(limits, topK, classId), yTrue, yPred, sampleWeight);
    Value right = state.add(Confusion.TRUE_POSITIVES, c.truePositives());
    Value wrong = state.add(Confusion.FALSE_POSITIVES, c.falsePositives());
    return Confusion.result(Ratio.of(right, right.plus(wrong)));
  }
}
