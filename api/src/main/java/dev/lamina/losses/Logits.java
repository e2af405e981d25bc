package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.Unary;
import java.util.Optional;

/**
 * The inputs of a final softmax or sigmoid: from them a crossentropy is exact where the probability
 * itself would have been rounded to 0 or 1.
 */
final class Logits {
  private Logits() {}

  /** The logits behind y over {@code axis}; empty if only probabilities are known. */
  static Optional<Value> ofSoftmax(Value y, boolean isLogits, int axis) {
    if (y.op() instanceof Softmax s && s.axis() == y.shape().axis(axis)) {
      return Optional.of(y.node().in(0));
    }
    return isLogits ? Optional.of(y) : Optional.empty();
  }

  static Optional<Value> ofSigmoid(Value y, boolean isLogits) {
    if (y.op() instanceof Unary u && u.kind() == Unary.Kind.SIGMOID) {
      return Optional.of(y.node().in(0));
    }
    return isLogits ? Optional.of(y) : Optional.empty();
  }
}
