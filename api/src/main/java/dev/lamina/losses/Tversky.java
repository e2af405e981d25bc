package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * 1 - o / (o + alpha Σ yTrue (1 - yPred) + beta Σ (1 - yTrue) yPred + 1e-7) with o = Σ yTrue yPred
 * (arXiv:1706.05721). yTrue, yPred: one shape -> without {@code axis}.
 *
 * @param alpha weight of what is missing in yPred (as Keras 3.15 computes it; its text swaps the
 *     two)
 * @param beta weight of what yPred has too much
 * @param axis the axes to sum over; empty: all
 */
@RecordBuilder
public record Tversky(
    String name, Reduction reduction, double alpha, double beta, Optional<List<Integer>> axis)
    implements Loss, TverskyBuilder.With {
  public Tversky {
    axis = axis.map(List::copyOf);
  }

  public static Tversky of() {
    return new Tversky("tversky", Reduction.SUM_OVER_BATCH_SIZE, 0.5, 0.5, Optional.empty());
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.of(name, yTrue, yPred);
    int[] axes = axis.map(a -> a.stream().mapToInt(Integer::intValue).toArray()).orElse(new int[0]);
    Value overlap = t.yTrue().times(t.yPred()).sum(axes);
    Value missing = t.yTrue().times(t.yPred().rsub(1)).sum(axes).times(alpha);
    Value surplus = t.yTrue().rsub(1).times(t.yPred()).sum(axes).times(beta);
    Value total = overlap.plus(missing).plus(surplus).plus(Targets.EPSILON);
    return overlap.div(total).rsub(1);
  }
}
