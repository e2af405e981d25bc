package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Brings embeddings of one class together and pushes those of others apart (arXiv:2002.10857):
 * softplus(log Σ exp(-γ a⁺ (margin - d⁺)) + log Σ exp(γ a⁻ (1 - margin - d⁻))) with the distances d
 * = max(1 - cosine, 0) to samples of the same (+) and of other (-) classes, a⁺ = margin + d⁺ and a⁻
 * = max(1 + margin - d⁻, 0). yTrue: class numbers [batch]; yPred: embeddings of length 1 [batch, n]
 * -> [batch]; samples whose loss is 0 do not count in a mean.
 *
 * @param removeDiagonal a sample is not compared with itself
 */
@RecordBuilder
public record Circle(
    String name, Reduction reduction, double gamma, double margin, boolean removeDiagonal)
    implements Loss, CircleBuilder.With {
  /** Stands for what is not compared. */
  private static final double NEVER = -1e30;

  public static Circle of() {
    return new Circle("circle", Reduction.SUM_OVER_BATCH_SIZE, 80, 0.4, true);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    int n = yPred.dim(0);
    if (yPred.rank() != 2 || yTrue.shape().size() != n) {
      throw new IllegalArgumentException(
          "%s: expected class numbers [batch] and embeddings [batch, n], got %s and %s"
              .formatted(name, yTrue.shape(), yPred.shape()));
    }
    Value labels = yTrue.cast(DType.INT32);
    Value same = labels.reshape(n, 1).eq(labels.reshape(1, n));
    Value positive = removeDiagonal ? same.and(Value.constant(others(n))) : same;
    Value distance = yPred.matmul(yPred, false, true).rsub(1).max(0);
    Value p = distance.plus(margin).times(distance.rsub(margin)).times(-gamma);
    Value q = distance.rsub(1 + margin).max(0).times(distance.rsub(1 - margin)).times(gamma);
    return logSum(positive, p).plus(logSum(same.not(), q)).softplus();
  }

  private static Tensor others(int n) {
    boolean[] out = new boolean[n * n];
    for (int i = 0; i < out.length; i++) {
      out[i] = i / n != i % n;
    }
    return Tensor.of(out, n, n);
  }

  private static Value logSum(Value which, Value x) {
    Value counted = which.select(x, Value.scalar(x.dtype(), NEVER));
    Value largest = counted.reduce(Reduce.Kind.MAX, true, 1);
    return counted.minus(largest).exp().sum(1).log().plus(largest.squeeze(1));
  }

  @Override
  public Value apply(Value yTrue, Value yPred, Optional<Value> sampleWeight, Optional<Value> mask) {
    Value losses = perSample(yTrue, yPred);
    Value counts = losses.gt(0);
    return Reductions.apply(
        this, losses, sampleWeight, Optional.of(mask.map(m -> m.and(counts)).orElse(counts)));
  }
}
