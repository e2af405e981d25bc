package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * -Σ yTrue log yPred over an axis; probabilities are divided by their sum and clipped to [1e-7, 1 -
 * 1e-7]. yTrue (one-hot or soft labels), yPred: [batch, …, classes] -> [batch, …]. After a softmax
 * op it is computed exactly, from the op's input.
 *
 * @param fromLogits yPred are the inputs of a softmax, not probabilities
 * @param labelSmoothing moves labels towards 1 / (size of the last axis), as Keras does
 */
@RecordBuilder
public record CategoricalCrossentropy(
    String name, Reduction reduction, boolean fromLogits, double labelSmoothing, int axis)
    implements Loss, CategoricalCrossentropyBuilder.With {
  public CategoricalCrossentropy {
    Targets.checkSmoothing("CategoricalCrossentropy", labelSmoothing);
  }

  public static CategoricalCrossentropy of() {
    return new CategoricalCrossentropy(
        "categorical_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, 0, -1);
  }

  /** Of inputs of a softmax. */
  public static CategoricalCrossentropy ofLogits() {
    return of().withFromLogits(true);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Optional<Value> logits = Logits.ofSoftmax(yPred, fromLogits, axis);
    Targets t = Targets.same(name, yTrue, logits.orElse(yPred));
    Value labels = Targets.smoothed(t.yTrue(), labelSmoothing, 1.0 / yTrue.dim(-1));
    Value log;
    if (logits.isPresent()) {
      log = Value.of(new LogSoftmax(t.yPred().shape().axis(axis)), t.yPred());
    } else {
      log = Targets.clipped(shares(t.yPred(), axis)).log();
    }
    return labels.times(log).sum(axis).negate();
  }

  /** p divided by its sum. */
  static Value shares(Value p, int axis) {
    return p.div(p.reduce(Reduce.Kind.SUM, true, axis));
  }
}
