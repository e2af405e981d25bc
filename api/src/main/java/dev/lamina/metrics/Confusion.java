package dev.lamina.metrics;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.TopK;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Weighted numbers of right and wrong decisions of one batch: [thresholds], or [thresholds, labels]
 * if labels are counted one by one.
 */
record Confusion(
    Value truePositives, Value falsePositives, Value trueNegatives, Value falseNegatives) {
  static final String TRUE_POSITIVES = "true_positives";
  static final String FALSE_POSITIVES = "false_positives";
  static final String TRUE_NEGATIVES = "true_negatives";
  static final String FALSE_NEGATIVES = "false_negatives";

  /** What stands for the predictions that are not among the k largest. */
  static final double NEVER = -1e10;

  /**
   * How decisions are counted.
   *
   * @param topK only the k largest predictions of a sample may be positive
   * @param classId only this class counts
   * @param perLabel count each label by itself
   * @param labelWeights weight of each label
   */
  record Counting(
      Thresholds thresholds,
      Optional<Integer> topK,
      Optional<Integer> classId,
      boolean perLabel,
      Optional<Tensor> labelWeights) {
    Counting(Thresholds thresholds, Optional<Integer> topK, Optional<Integer> classId) {
      this(thresholds, topK, classId, false, Optional.empty());
    }
  }

  static Confusion of(
      String metric, Counting how, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    Ranks ranks = Ranks.of(metric, yTrue.cast(DType.FLOAT32), yPred.cast(DType.FLOAT32));
    Value labels = ranks.yTrue();
    Value predictions = ranks.yPred();
    Optional<Value> weight = sampleWeight.map(w -> fit(labels, w.cast(DType.FLOAT32)));
    Value t = labels;
    Value p = how.topK().isPresent() ? largest(predictions, how.topK().get()) : predictions;
    if (how.classId().isPresent()) {
      t = pick(metric, t, how.classId().get());
      p = pick(metric, p, how.classId().get());
    }
    if (how.perLabel() && p.rank() != 2) {
      throw new IllegalArgumentException(
          "%s: several labels need predictions of rank 2, got %s".formatted(metric, p.shape()));
    }
    Value w = Value.full(p.type(), 1);
    if (weight.isPresent()) {
      w = broadcast(metric, weight.get(), p.shape());
    }
    if (how.labelWeights().isPresent() && !how.perLabel()) {
      w = w.times(broadcast(metric, Value.constant(how.labelWeights().get()), p.shape()));
    }
    Value positive = t.eq(0).not().cast(DType.FLOAT32);
    Value yes = positive.times(w);
    Value no = positive.rsub(1).times(w);
    return how.thresholds().even() ? byPlace(how, p, yes, no) : byComparison(how, p, yes, no);
  }

  /** Keras' rule: one more axis at the end, which goes again where the labels have fewer. */
  private static Value fit(Value labels, Value w) {
    return w.rank() < labels.rank() ? w.expandDims(-1) : w;
  }

  private static Value broadcast(String metric, Value w, Shape to) {
    Shape both = Shape.broadcast(metric + ": weights", w.shape(), to);
    if (!both.equals(to)) {
      throw new IllegalArgumentException(
          "%s: expected weights that broadcast to the predictions %s, got %s"
              .formatted(metric, to, w.shape()));
    }
    return w.broadcastTo(to);
  }

  private static Value largest(Value p, int k) {
    Value indices = Node.of(new TopK(k), List.of(p)).result(1);
    Value among = indices.oneHot(p.dim(-1), p.dtype()).sum(-2);
    return p.times(among).plus(among.rsub(1).times(NEVER));
  }

  private static Value pick(String metric, Value v, int id) {
    if (v.rank() < 2 || id >= v.dim(-1) || id < -v.dim(-1)) {
      throw new IllegalArgumentException(
          "%s: classId %d needs predictions [batch, classes] with that class, got %s"
              .formatted(metric, id, v.shape()));
    }
    int at = id < 0 ? id + v.dim(-1) : id;
    return v.slice(-1, at, at + 1);
  }

  /** With even thresholds a prediction's place among them is computed; then sums from above. */
  private static Confusion byPlace(Counting how, Value p, Value yes, Value no) {
    int n = how.thresholds().size();
    Value place = p.clip(0, 1).times(n - 1).unary(Unary.Kind.CEIL).minus(1).cast(DType.INT32);
    Value below = place.lt(Value.scalar(DType.INT32, 0));
    Value index = place.max(0).min(n - 1);
    Value counts = Value.stack(-1, List.of(yes, no));
    if (!how.thresholds().widened()) {
      // Exactly 0: below all thresholds.
      counts = below.expandDims(-1).select(Value.scalar(counts.dtype(), 0), counts);
    }
    int labels = how.perLabel() ? p.dim(-1) : 1;
    if (how.perLabel()) {
      Value label = Value.of(new Iota(new TensorType(DType.INT32, Shape.of(labels)), 0)).times(n);
      index = index.plus(label);
    }
    int all = (int) p.shape().size();
    Value sums =
        Value.of(new ScatterAdd(0, labels * n), index.reshape(all), counts.reshape(all, 2));
    Value above = Value.of(new CumSum(1, false, true), sums.reshape(labels, n, 2));
    Value t = above.slice(-1, 0, 1).reshape(labels, n).transpose(1, 0);
    Value f = above.slice(-1, 1, 2).reshape(labels, n).transpose(1, 0);
    Value allYes = how.perLabel() ? yes.sum(0) : yes.sum();
    Value allNo = how.perLabel() ? no.sum(0) : no.sum();
    Shape shape = how.perLabel() ? Shape.of(n, labels) : Shape.of(n);
    Value tp = t.reshape(shape);
    Value fp = f.reshape(shape);
    return new Confusion(tp, fp, allNo.minus(fp), allYes.minus(tp));
  }

  private static Confusion byComparison(Counting how, Value p, Value yes, Value no) {
    int n = how.thresholds().size();
    int all = (int) p.shape().size();
    Shape one = how.perLabel() ? p.shape() : Shape.of(all);
    float[] limits = new float[n];
    for (int i = 0; i < n; i++) {
      limits[i] = how.thresholds().values().get(i).floatValue();
    }
    Shape lead = how.perLabel() ? Shape.of(n, 1, 1) : Shape.of(n, 1);
    Value limit = Value.constant(Tensor.wrap(limits, lead));
    Value positive = p.reshape(one).expandDims(0).gt(limit).cast(DType.FLOAT32);
    Value negative = positive.rsub(1);
    Value t = yes.reshape(one);
    Value f = no.reshape(one);
    return new Confusion(
        positive.times(t).sum(1),
        positive.times(f).sum(1),
        negative.times(f).sum(1),
        negative.times(t).sum(1));
  }

  /** Adds all four to a metric's state; the running numbers. */
  Confusion addTo(Metric.State state) {
    return new Confusion(
        state.add(TRUE_POSITIVES, truePositives),
        state.add(FALSE_POSITIVES, falsePositives),
        state.add(TRUE_NEGATIVES, trueNegatives),
        state.add(FALSE_NEGATIVES, falseNegatives));
  }

  /** TP / (TP + FN). */
  Value recall() {
    return Ratio.of(truePositives, truePositives.plus(falseNegatives));
  }

  /** TP / (TP + FP). */
  Value precision() {
    return Ratio.of(truePositives, truePositives.plus(falsePositives));
  }

  /** TN / (TN + FP). */
  Value specificity() {
    return Ratio.of(trueNegatives, trueNegatives.plus(falsePositives));
  }

  /** A scalar where there is one threshold only. */
  static Value result(Value perThreshold) {
    return perThreshold.dim(0) == 1 ? perThreshold.squeeze(0) : perThreshold;
  }

  /** The largest value where the condition reaches {@code least}; 0 if it never does. */
  static Value best(Value condition, double least, Value value) {
    Value zero = Value.scalar(value.dtype(), 0);
    return condition.ge(least).select(value, zero).maxOver().max(0);
  }
}
