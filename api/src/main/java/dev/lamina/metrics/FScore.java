package dev.lamina.metrics;

import dev.lamina.graph.Value;
import java.util.Optional;

/**
 * What {@link FBetaScore} and {@link F1Score} share.
 *
 * @param threshold predictions above are positive; empty: the largest of each sample is
 */
record FScore(String metric, Optional<Average> average, double beta, Optional<Double> threshold) {
  private static final double EPSILON = 1e-7;

  static void check(String metric, double beta, Optional<Double> threshold) {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("%s: beta must be > 0, got %s".formatted(metric, beta));
    }
    if (threshold.isPresent() && !(threshold.get() > 0 && threshold.get() <= 1)) {
      throw new IllegalArgumentException(
          "%s: threshold must be in (0, 1], got %s".formatted(metric, threshold.get()));
    }
  }

  Value update(Metric.State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    if (yTrue.rank() != 2 || !yTrue.shape().equals(yPred.shape())) {
      throw new IllegalArgumentException(
          "%s: expected targets and predictions of one shape [batch, classes], got %s and %s"
              .formatted(metric, yTrue.shape(), yPred.shape()));
    }
    Value t = yTrue.cast(state.dtype());
    Value p = decided(yPred.cast(state.dtype()));
    Optional<Value> w = sampleWeight.map(v -> perSample(v.cast(t.dtype()), t.dim(0)));
    Value tp = state.add("true_positives", sum(p.times(t), w));
    Value fp = state.add("false_positives", sum(p.times(t.rsub(1)), w));
    Value fn = state.add("false_negatives", sum(p.rsub(1).times(t), w));
    Value support = state.add("intermediate_weights", sum(t, w));
    return score(tp, fp, fn, support);
  }

  private Value perSample(Value w, int batch) {
    if (w.shape().size() != batch) {
      throw new IllegalArgumentException(
          "%s: expected one weight per sample, got %s".formatted(metric, w.shape()));
    }
    return w.reshape(batch, 1);
  }

  private Value decided(Value p) {
    if (threshold.isPresent()) {
      return p.gt(threshold.get()).cast(p.dtype());
    }
    Value largest = p.ge(p.maxOver(-1).expandDims(-1));
    return largest.and(p.abs().gt(1e-9)).cast(p.dtype());
  }

  private Value sum(Value v, Optional<Value> w) {
    Value weighted = w.isPresent() ? v.times(w.get()) : v;
    return micro() ? weighted.sum() : weighted.sum(0);
  }

  private boolean micro() {
    return average.filter(a -> a == Average.MICRO).isPresent();
  }

  private Value score(Value tp, Value fp, Value fn, Value support) {
    Value precision = tp.div(tp.plus(fp).plus(EPSILON));
    Value recall = tp.div(tp.plus(fn).plus(EPSILON));
    double b = beta * beta;
    Value sum = precision.times(b).plus(recall).plus(EPSILON);
    Value score = precision.times(recall).div(sum).times(1 + b);
    if (average.isEmpty()) {
      return score;
    }
    return switch (average.get()) {
      case MICRO -> score;
      case MACRO -> score.mean();
      case WEIGHTED -> score.times(support.div(support.sum().plus(EPSILON))).sum();
    };
  }
}
