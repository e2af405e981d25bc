package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.SigmoidCrossEntropy;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * -mean(yTrue log yPred + (1 - yTrue) log(1 - yPred)) over an axis, with probabilities clipped to
 * [1e-7, 1 - 1e-7]. yTrue, yPred: [batch, …] -> without that axis. After a sigmoid op it is
 * computed exactly, from the op's input.
 *
 * @param fromLogits yPred are the inputs of a sigmoid, not probabilities
 * @param labelSmoothing moves labels towards 0.5
 */
@RecordBuilder
public record BinaryCrossentropy(
    String name, Reduction reduction, boolean fromLogits, double labelSmoothing, int axis)
    implements Loss, BinaryCrossentropyBuilder.With {
  public BinaryCrossentropy {
    Targets.checkSmoothing("BinaryCrossentropy", labelSmoothing);
  }

  public static BinaryCrossentropy of() {
    return new BinaryCrossentropy(
        "binary_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, 0, -1);
  }

  /** Of inputs of a sigmoid. */
  public static BinaryCrossentropy ofLogits() {
    return of().withFromLogits(true);
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Optional<Value> logits = Logits.ofSigmoid(yPred, fromLogits);
    Targets t = Targets.same(name, yTrue, logits.orElse(yPred));
    Value labels = Targets.smoothed(t.yTrue(), labelSmoothing, 0.5);
    if (logits.isPresent()) {
      return Value.of(new SigmoidCrossEntropy(), t.yPred(), labels).mean(axis);
    }
    return elementwise(labels, t.yPred()).mean(axis);
  }

  /** The crossentropy of each element from probabilities. */
  static Value elementwise(Value labels, Value probabilities) {
    Value p = Targets.clipped(probabilities);
    Value one = labels.times(p.log());
    return one.plus(labels.rsub(1).times(p.rsub(1).log())).negate();
  }
}
