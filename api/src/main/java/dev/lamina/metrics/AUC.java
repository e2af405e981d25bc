package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The area under a curve over thresholds, as a Riemann sum. yTrue (0 or 1), yPred (in [0, 1]): one
 * shape -> scalar.
 *
 * @param numThresholds how many, evenly from 0 to 1; follows from {@code thresholds} if they are
 *     given
 * @param curve which curve
 * @param summationMethod how the steps of the sum are made
 * @param multiLabel compute the area of each label (yTrue, yPred: [batch, labels]) and average them
 * @param numLabels the number of labels, only with {@code multiLabel}; empty: from the predictions
 * @param labelWeights weight of each label in the average, or, without {@code multiLabel}, of its
 *     predictions
 * @param fromLogits yPred are the inputs of a sigmoid, not probabilities
 * @param thresholds values in [0, 1] to use instead, 0 and 1 are added; empty: even ones
 */
@RecordBuilder
public record AUC(
    String name,
    int numThresholds,
    Curve curve,
    SummationMethod summationMethod,
    boolean multiLabel,
    Optional<Integer> numLabels,
    Optional<Tensor> labelWeights,
    boolean fromLogits,
    Optional<List<Double>> thresholds)
    implements Metric, AUCBuilder.With {
  /** What is drawn over what. */
  public enum Curve {
    /** True positive rate over false positive rate. */
    ROC,
    /** Precision over recall. */
    PR,
    /** Precision gain over recall gain (Flach and Kull 2015). */
    PRGAIN
  }

  /** The height of a step between two points. */
  public enum SummationMethod {
    /** Their mean; for {@link Curve#PR} after Davis and Goadrich 2006. */
    INTERPOLATION,
    /** The higher one. */
    MAJORING,
    /** The lower one. */
    MINORING
  }

  public AUC {
    thresholds = thresholds.map(List::copyOf);
    Thresholds.check("AUC", thresholds);
    numThresholds = thresholds.map(t -> t.size() + 2).orElse(numThresholds);
    if (numThresholds <= 1) {
      throw new IllegalArgumentException("AUC: numThresholds must be > 1, got " + numThresholds);
    }
    if (numLabels.isPresent() && !multiLabel) {
      throw new IllegalArgumentException(
          "AUC: numLabels is only for multiLabel, got " + numLabels.get());
    }
  }

  /** The area under the ROC curve over 200 thresholds. */
  public static AUC of() {
    return new AUC(
        "auc",
        200,
        Curve.ROC,
        SummationMethod.INTERPOLATION,
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  public static AUC of(Curve curve) {
    return of().withCurve(curve);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    var how =
        new Confusion.Counting(
            limits(), Optional.empty(), Optional.empty(), multiLabel, labelWeights);
    Value p = fromLogits ? yPred.sigmoid() : yPred;
    if (multiLabel && numLabels.isPresent() && numLabels.get() != p.dim(-1)) {
      throw new IllegalArgumentException(
          "%s: expected predictions of %d labels, got %s"
              .formatted(name, numLabels.get(), p.shape()));
    }
    return area(Confusion.of(name, how, yTrue, p, sampleWeight).addTo(state));
  }

  private Thresholds limits() {
    if (thresholds.isPresent()) {
      List<Double> given = thresholds.get();
      List<Double> all =
          DoubleStream.concat(
                  DoubleStream.concat(
                      DoubleStream.of(0), given.stream().mapToDouble(Double::doubleValue).sorted()),
                  DoubleStream.of(1))
              .boxed()
              .toList();
      return Thresholds.curve(given, Thresholds.isEven(all));
    }
    int n = numThresholds;
    return Thresholds.curve(
        IntStream.range(1, n - 1).mapToObj(i -> i * 1.0 / (n - 1)).toList(), true);
  }

  private Value area(Confusion c) {
    if (curve == Curve.PR && summationMethod == SummationMethod.INTERPOLATION) {
      return average(interpolated(c));
    }
    Value recall = c.recall();
    Value x;
    Value y;
    switch (curve) {
      case ROC -> {
        x = Ratio.of(c.falsePositives(), c.falsePositives().plus(c.trueNegatives()));
        y = recall;
      }
      case PR -> {
        x = recall;
        y = c.precision();
      }
      case PRGAIN -> {
        x = gain(c, c.falseNegatives(), 0).max(0);
        y = gain(c, c.falsePositives(), 1);
      }
      default -> throw new IllegalStateException("unknown curve " + curve);
    }
    Value height =
        switch (summationMethod) {
          case INTERPOLATION -> from(y).plus(to(y)).div(2);
          case MINORING -> from(y).min(to(y));
          case MAJORING -> from(y).max(to(y));
        };
    return average(from(x).minus(to(x)).times(height));
  }

  /** 1 - positives / negatives · wrong / TP, and {@code none} where TP is 0. */
  private static Value gain(Confusion c, Value wrong, double none) {
    Value odds =
        Ratio.of(
            c.truePositives().plus(c.falseNegatives()), c.trueNegatives().plus(c.falsePositives()));
    Value gain = odds.times(Ratio.of(wrong, c.truePositives())).rsub(1);
    return c.truePositives().eq(0).select(Value.scalar(DType.FLOAT32, none), gain);
  }

  /** The sum's terms where TP is interpolated linearly between two points, not precision. */
  private static Value interpolated(Confusion c) {
    Value tp = c.truePositives();
    Value p = tp.plus(c.falsePositives());
    Value rise = from(tp).minus(to(tp));
    Value run = from(p).minus(to(p));
    Value slope = Ratio.of(rise, run.max(0));
    Value intercept = to(tp).minus(slope.times(to(p)));
    Value both = from(p).gt(0).and(to(p).gt(0));
    Value ratio = both.select(Ratio.of(from(p), to(p).max(0)), Value.scalar(DType.FLOAT32, 1));
    Value terms = slope.times(rise.plus(intercept.times(ratio.log())));
    return Ratio.of(terms, to(tp).plus(to(c.falseNegatives())).max(0));
  }

  private static Value from(Value v) {
    return v.slice(0, 0, v.dim(0) - 1);
  }

  private static Value to(Value v) {
    return v.slice(0, 1, v.dim(0));
  }

  /** The sum of the terms; of several labels their (weighted) mean. */
  private Value average(Value terms) {
    if (!multiLabel) {
      return terms.sum();
    }
    Value perLabel = terms.sum(0);
    if (labelWeights.isEmpty()) {
      return perLabel.mean();
    }
    Value w = Value.constant(labelWeights.get()).cast(DType.FLOAT32);
    return Ratio.of(perLabel.times(w).sum(), w.sum());
  }
}
