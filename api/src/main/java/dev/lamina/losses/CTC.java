package dev.lamina.losses;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Scan;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Connectionist temporal classification: -log of the probability of all ways to spread a label
 * sequence over time, with blanks (class 0) between (Graves et al. 2006). yTrue: [batch, labels],
 * class numbers from 1, filled up with 0 at the end; yPred: logits [batch, time, classes] ->
 * [batch]; infinite if the time is too short for the labels.
 */
@RecordBuilder
public record CTC(String name, Reduction reduction) implements Loss, CTCBuilder.With {
  /** The logarithm of a probability of 0; finite, so that differences are. */
  private static final double NEVER = -1e30;

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
    DType dtype = yPred.dtype();
    Value log = Value.of(new LogSoftmax(2), yPred);
    Value states = states(labels);
    // [batch, time, states]: the log-probability of each state's class.
    Value own = log.matmul(states.oneHot(yPred.dim(-1), dtype), false, true);
    int n = states.dim(1);
    Value start = start(new TensorType(dtype, Shape.of(labels.dim(0), n)));
    Value alpha = forward(own.transpose(1, 0, 2), start, skips(states, dtype));
    Value length = labels.ne(0).cast(DType.INT32).sum(1);
    Value last = length.times(Value.scalar(DType.INT32, 2)).expandDims(1);
    Value at = iota(n).broadcastTo(states.shape());
    Value ends = at.eq(last).or(at.eq(last.minus(1)));
    Value total = logSumExp(List.of(ends.select(alpha, Value.scalar(dtype, NEVER))), 1).squeeze(1);
    Value impossible = total.lt(NEVER / 2);
    return impossible.select(Value.scalar(dtype, Double.POSITIVE_INFINITY), total.negate());
  }

  /** Blank, label, blank, label, …, blank: [batch, 2 labels + 1]. */
  private static Value states(Value labels) {
    Value blanks = Value.zeros(labels.type());
    int n = labels.dim(1);
    Value pairs = Value.stack(-1, List.of(blanks, labels)).reshape(labels.dim(0), 2 * n);
    return pairs.pad(new int[] {0, 0}, new int[] {0, 1}, 0);
  }

  /** 0 where a state may be reached past the blank before it, else {@link #NEVER}. */
  private static Value skips(Value states, DType dtype) {
    int n = states.dim(1);
    if (n < 3) {
      return Value.full(new TensorType(dtype, states.shape()), NEVER);
    }
    Value before = states.slice(1, 0, n - 2).pad(new int[] {0, 2}, new int[] {0, 0}, 0);
    Value allowed = states.ne(0).and(states.eq(before).not());
    return allowed.select(Value.scalar(dtype, 0), Value.scalar(dtype, NEVER));
  }

  /** Before the first step: on the first blank. */
  private static Value start(TensorType type) {
    Value first = iota(type.shape().dim(1)).eq(0);
    Value row = first.select(Value.scalar(type.dtype(), 0), Value.scalar(type.dtype(), NEVER));
    return row.broadcastTo(type.shape());
  }

  private static Value iota(int n) {
    return Value.of(new Iota(new TensorType(DType.INT32, Shape.of(n)), 0));
  }

  private static Value forward(Value own, Value start, Value skips) {
    Value alpha = Value.input("alpha", start.type());
    Value step = Value.input("step", start.type());
    Value skip = Value.input("skip", skips.type());
    Value next =
        logSumExp(List.of(alpha, shifted(alpha, 1), shifted(alpha, 2).plus(skip)), 2).plus(step);
    Graph body = Graph.of(List.of(alpha, step, skip), List.of(next));
    return Scan.apply(body, List.of(start), List.of(own), List.of(skips), own.dim(0), false).get(0);
  }

  private static Value shifted(Value alpha, int by) {
    int n = alpha.dim(1);
    if (n <= by) {
      return Value.full(alpha.type(), NEVER);
    }
    return alpha.slice(1, 0, n - by).pad(new int[] {0, by}, new int[] {0, 0}, NEVER);
  }

  /** Of several values of one shape elementwise, or of one value along an axis. */
  private static Value logSumExp(List<Value> parts, int axis) {
    Value all = parts.size() == 1 ? parts.get(0) : Value.stack(axis, parts);
    Value largest = all.reduce(Reduce.Kind.MAX, true, axis);
    Value sum = all.minus(largest).exp().reduce(Reduce.Kind.SUM, true, axis);
    Value log = largest.plus(sum.log());
    return parts.size() == 1 ? log : log.squeeze(axis);
  }
}
