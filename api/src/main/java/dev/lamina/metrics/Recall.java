package dev.lamina.metrics;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * TP / (TP + FN): how many of the positive labels are found; 0 if there are none. yTrue (0 or 1),
 * yPred: one shape -> scalar, or [thresholds] if there are several.
 *
 * @param thresholds in [0, 1]; predictions above are positive; empty: 0.5, or none with {@code
 *     topK}
 * @param topK only the k largest predictions of a sample can be positive; empty: all
 * @param classId the only class that counts; empty: all
 */
@RecordBuilder
public record Recall(
    String name,
    Optional<List<Double>> thresholds,
    Optional<Integer> topK,
    Optional<Integer> classId)
    implements Metric, RecallBuilder.With {
  public Recall {
    thresholds = thresholds.map(List::copyOf);
    Thresholds.check("Recall", thresholds);
    topK.ifPresent(k -> Classes.checkK("Recall", k));
  }

  public static Recall of() {
    return new Recall("recall", Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Recall of(double... thresholds) {
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
    Value wrong = state.add(Confusion.FALSE_NEGATIVES, c.falseNegatives());
    return Confusion.result(Ratio.of(right, right.plus(wrong)));
  }
}
