package dev.lamina.losses;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Binary crossentropy times (1 - p_t)^gamma, where p_t is the probability of the true class, mean
 * over an axis (arXiv:1708.02002). yTrue, yPred: [batch, …] -> without that axis.
 *
 * @param applyClassBalancing weigh class 1 by alpha and class 0 by 1 - alpha
 */
@RecordBuilder
public record BinaryFocalCrossentropy(
    String name,
    Reduction reduction,
    boolean fromLogits,
    double labelSmoothing,
    int axis,
    boolean applyClassBalancing,
    double alpha,
    double gamma)
    implements Loss, BinaryFocalCrossentropyBuilder.With {
  public BinaryFocalCrossentropy {
    Targets.checkSmoothing("BinaryFocalCrossentropy", labelSmoothing);
  }

  public static BinaryFocalCrossentropy of() {
    return new BinaryFocalCrossentropy(
        "binary_focal_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, 0, -1, false, 0.25, 2);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.same(name, yTrue, yPred);
    Value labels = Targets.smoothed(t.yTrue(), labelSmoothing, 0.5);
    Value p = fromLogits ? t.yPred().sigmoid() : t.yPred();
    Value others = labels.rsub(1);
    Value truth = labels.times(p).plus(others.times(p.rsub(1)));
    Value focal = truth.rsub(1).pow(gamma).times(BinaryCrossentropy.elementwise(labels, p));
    if (applyClassBalancing) {
      focal = focal.times(labels.times(alpha).plus(others.times(1 - alpha)));
    }
    return focal.mean(axis);
  }
}
