package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Softmax;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Categorical crossentropy with each class' term times alpha (1 - p)^gamma (arXiv:1708.02002).
 * yTrue, yPred: [batch, …, classes] -> [batch, …].
 */
@RecordBuilder
public record CategoricalFocalCrossentropy(
    String name,
    Reduction reduction,
    boolean fromLogits,
    double labelSmoothing,
    int axis,
    double alpha,
    double gamma)
    implements Loss, CategoricalFocalCrossentropyBuilder.With {
  public CategoricalFocalCrossentropy {
    Targets.checkSmoothing("CategoricalFocalCrossentropy", labelSmoothing);
  }

  public static CategoricalFocalCrossentropy of() {
    return new CategoricalFocalCrossentropy(
        "categorical_focal_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, 0, -1, 0.25, 2);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Targets t = Targets.same(name, yTrue, yPred);
    Value labels = Targets.smoothed(t.yTrue(), labelSmoothing, 1.0 / yTrue.dim(-1));
    Value given = t.yPred();
    Value softmax = fromLogits ? Value.of(new Softmax(given.shape().axis(axis)), given) : given;
    Value p = Targets.clipped(CategoricalCrossentropy.shares(softmax, axis));
    Value terms = labels.times(p.log()).negate();
    return terms.times(p.rsub(1).pow(gamma).times(alpha)).sum(axis);
  }
}
