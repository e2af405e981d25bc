package dev.lamina.losses;

import dev.lamina.graph.Value;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.ops.CTCLoss;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Connectionist temporal classification: -log of the probability of all ways to spread a label
 * sequence over time, with blanks (class 0) between (Graves et al. 2006). yTrue: [batch, labels],
 * class numbers from 1, filled up with 0 at the end; yPred: logits [batch, time, classes] ->
 * [batch]; infinite if the time is too short for the labels.
 */
@RecordBuilder
public record CTC(String name, Reduction reduction) implements Loss, CTCBuilder.With {
  public static CTC of() {
    return new CTC("ctc", Reduction.SUM_OVER_BATCH_SIZE);
  }

  @Override
  public void checkTargets(Tensor yTrue, SymbolicShape yPred) {
    Loss.super.checkTargets(yTrue, yPred);
    int classes = yPred.dim(-1);
    for (int i = 0; i < yTrue.size(); i++) {
      double label = yTrue.getDouble(i);
      if (label < 0 || label >= classes || label != Math.rint(label)) {
        throw new IllegalArgumentException(
            "%s: label %s at position %d is not in [0, %d); 0 fills up, classes count from 1"
                .formatted(name, label, i, classes));
      }
    }
  }

  @Override
  public Value perSample(Value yTrue, Value yPred) {
    if (yTrue.rank() != 2 || yPred.rank() != 3 || yTrue.dim(0) != yPred.dim(0)) {
      throw new IllegalArgumentException(
          "%s: expected labels [batch, length] and logits [batch, time, classes], got %s and %s"
              .formatted(name, yTrue.shape(), yPred.shape()));
    }
    Value labels = yTrue.cast(DType.INT32);
    Value lengths = labels.ne(0).cast(DType.INT32).sum(1);
    return CTCLoss.write(0, labels, yPred, lengths, Optional.empty());
  }
}
