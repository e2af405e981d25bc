package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * 1 - Σ(yTrue - yPred)² / Σ(yTrue - mean)², the share of the variance that is explained. yTrue,
 * yPred: [batch, outputs] -> scalar, or [outputs] without aggregation.
 *
 * @param classAggregation how the outputs become one number; empty: they do not
 * @param numRegressors number of independent variables: adjusts the score if it is not 0 and less
 *     than the number of values seen - 1
 */
@RecordBuilder
public record R2Score(String name, Optional<Aggregation> classAggregation, int numRegressors)
    implements Metric, R2ScoreBuilder.With {
  /** How scores of outputs become one number. */
  public enum Aggregation {
    UNIFORM_AVERAGE,
    /** Weighted by the outputs' variance. */
    VARIANCE_WEIGHTED_AVERAGE
  }

  public R2Score {
    if (numRegressors < 0) {
      throw new IllegalArgumentException(
          "R2Score: numRegressors must be >= 0, got " + numRegressors);
    }
  }

  public static R2Score of() {
    return new R2Score("r2_score", Optional.of(Aggregation.UNIFORM_AVERAGE), 0);
  }

  @Override
  public Optional<Direction> direction() {
    return Optional.of(Direction.UP);
  }

  @Override
  public Value update(State state, Value yTrue, Value yPred, Optional<Value> sampleWeight) {
    Ranks r = Ranks.of(name, yTrue.cast(state.dtype()), yPred.cast(state.dtype()));
    Value t = r.yTrue();
    Value p = r.yPred();
    if (t.rank() != 2) {
      throw new IllegalArgumentException(
          "%s: expected targets and predictions [batch, outputs], got %s and %s"
              .formatted(name, yTrue.shape(), yPred.shape()));
    }
    Value w = sampleWeight.map(v -> weights(v.cast(t.dtype()), t)).orElse(Value.full(t.type(), 1));
    Value weighted = t.times(w);
    Value seen = state.add("num_samples", Value.scalar(DType.FLOAT32, (double) t.shape().size()));
    Value squares = add(state, "squared_sum", t.times(weighted));
    Value sum = add(state, "sum", weighted);
    Value residual = add(state, "residual", t.minus(p).square().times(w));
    Value count = add(state, "count", w);
    Value total = squares.minus(sum.times(sum.div(count)));
    return adjusted(aggregated(total, residual), seen);
  }

  /** Sums are kept in float32, whatever the dtype. */
  private static Value add(State state, String name, Value v) {
    return state.add(name, v.sum(0).cast(DType.FLOAT32));
  }

  private Value weights(Value w, Value t) {
    Value column = w.rank() == 1 ? w.expandDims(1) : w;
    Shape both = Shape.broadcast(name + ": sample weights", column.shape(), t.shape());
    if (!both.equals(t.shape())) {
      throw new IllegalArgumentException(
          "%s: expected weights that broadcast to the targets %s, got %s"
              .formatted(name, t.shape(), w.shape()));
    }
    return column.broadcastTo(both);
  }

  private Value aggregated(Value total, Value residual) {
    Value raw = residual.div(total).rsub(1);
    Value infinite = raw.abs().eq(Double.POSITIVE_INFINITY);
    Value scores = infinite.select(Value.scalar(DType.FLOAT32, 0), raw);
    if (classAggregation.isEmpty()) {
      return scores;
    }
    return switch (classAggregation.get()) {
      case UNIFORM_AVERAGE -> scores.mean();
      case VARIANCE_WEIGHTED_AVERAGE -> total.times(scores).sum().div(total.sum());
    };
  }

  private Value adjusted(Value score, Value seen) {
    if (numRegressors == 0) {
      return score;
    }
    Value freedom = seen.minus(numRegressors).minus(1);
    Value enough = freedom.gt(0);
    Value safe = enough.select(freedom, Value.scalar(DType.FLOAT32, 1));
    Value better = score.rsub(1).times(seen.minus(1)).div(safe).rsub(1);
    return enough.select(better, score);
  }
}
