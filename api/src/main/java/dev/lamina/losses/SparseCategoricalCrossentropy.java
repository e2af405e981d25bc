package dev.lamina.losses;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * -log yPred[label], with integer labels; from probabilities as if they were divided by their sum,
 * clipped to [1e-7, 1 - 1e-7]. yTrue: [batch, …] or [batch, …, 1]; yPred: [batch, …, classes] ->
 * [batch, …]. After a softmax op it is computed exactly, from the op's input.
 *
 * @param fromLogits yPred are the inputs of a softmax, not probabilities
 * @param ignoreClass a label that does not count, such as 255 for unlabelled pixels
 */
@RecordBuilder
public record SparseCategoricalCrossentropy(
    String name, Reduction reduction, boolean fromLogits, Optional<Integer> ignoreClass)
    implements Loss, SparseCategoricalCrossentropyBuilder.With {
  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(
        "sparse_categorical_crossentropy", Reduction.SUM_OVER_BATCH_SIZE, false, Optional.empty());
  }

  /** Of inputs of a softmax. */
  public static SparseCategoricalCrossentropy ofLogits() {
    return of().withFromLogits(true);
  }

  /** Every label must be a class (or the ignored one). */
  @Override
  public void checkTargets(Tensor yTrue, SymbolicShape yPred) {
    Loss.super.checkTargets(yTrue, yPred);
    int classes = yPred.dim(-1);
    for (int i = 0; i < yTrue.size(); i++) {
      double label = yTrue.getDouble(i);
      boolean ignored = ignoreClass.isPresent() && label == ignoreClass.get();
      if (!ignored && (label < 0 || label >= classes || label != Math.rint(label))) {
        throw new IllegalArgumentException(
            "%s: label %s at position %d is not in [0, %d); labels count from 0, and the model has %d outputs"
                .formatted(
                    name,
                    label == Math.rint(label) ? String.valueOf((long) label) : label,
                    i,
                    classes,
                    classes));
      }
    }
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    Value x = Logits.ofSoftmax(yPred, fromLogits, -1).orElseGet(() -> Targets.clipped(yPred).log());
    Value labels = labels(yTrue, yPred);
    if (ignoreClass.isEmpty()) {
      return crossentropy(x, labels);
    }
    Value valid = labels.ne(ignoreClass.get());
    Value counted = valid.select(labels, Value.scalar(labels.dtype(), 0));
    return valid.select(crossentropy(x, counted), Value.scalar(x.dtype(), 0));
  }

  /** Ignored labels are masked, so that a mean is over the others. */
  @Override
  public Value apply(Value yTrue, Value yPred, Optional<Value> sampleWeight, Optional<Value> mask) {
    Optional<Value> valid = ignoreClass.map(c -> labels(yTrue, yPred).ne(c));
    Optional<Value> both =
        mask.isPresent() && valid.isPresent()
            ? Optional.of(mask.get().and(valid.get()))
            : mask.or(() -> valid);
    return Reductions.apply(this, perSample(yTrue, yPred), sampleWeight, both);
  }

  private static Value crossentropy(Value logits, Value labels) {
    return Node.of(new SparseSoftmaxCrossEntropy(), List.of(logits, labels)).result(0);
  }

  private Value labels(Value yTrue, Value yPred) {
    Value t = yTrue.dtype() == DType.INT64 ? yTrue : yTrue.cast(DType.INT32);
    if (t.rank() == yPred.rank() && t.dim(-1) == 1) {
      t = t.squeeze(-1);
    }
    if (!t.shape().equals(yPred.shape().without(-1))) {
      throw new IllegalArgumentException(
          "%s: expected integer labels of shape %s for predictions %s, got %s; one-hot labels need"
                  .formatted(name, yPred.shape().without(-1), yPred.shape(), yTrue.shape())
              + " CategoricalCrossentropy");
    }
    return t;
  }
}
