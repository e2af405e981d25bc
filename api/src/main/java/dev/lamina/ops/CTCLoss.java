package dev.lamina.ops;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Connectionist temporal classification: -log of the probability of all ways to spread a label
 * sequence over time, with blanks between (Graves et al. 2006). target: [batch, labels], output:
 * logits [batch, time, classes], the lengths of both: [batch] -> [batch]; infinite if the time is
 * too short for the labels. What is behind a length does not count.
 *
 * @param maskIndex the class of blanks
 */
public record CTCLoss(int maskIndex) implements Operation {
  /** The logarithm of a probability of 0; finite, so that differences are. */
  private static final double NEVER = -1e30;

  @Override
  public List<Value> write(List<Value> inputs) {
    Value target = inputs.get(0);
    Value output = Promotion.floating(inputs.get(1));
    Value labels = inputs.get(2).cast(DType.INT32);
    Value steps = inputs.get(3).cast(DType.INT32);
    Require.that(
        target.rank() == 2
            && output.rank() == 3
            && target.dim(0) == output.dim(0)
            && labels.shape().equals(Shape.of(target.dim(0)))
            && steps.shape().equals(labels.shape()),
        "ctc_loss: expected a target [batch, labels], an output [batch, time, classes] and lengths"
            + " [batch] of both, got %s, %s, %s and %s",
        target.shape(),
        output.shape(),
        labels.shape(),
        steps.shape());
    Require.that(
        maskIndex >= 0 && maskIndex < output.dim(-1),
        "ctc_loss: expected a mask_index in [0, %d), got %d",
        output.dim(-1),
        maskIndex);
    return List.of(write(maskIndex, target.cast(DType.INT32), output, labels, Optional.of(steps)));
  }

  /**
   * The loss of each sample.
   *
   * @param length of the labels, int32
   * @param steps of the logits that count, int32; empty: all
   */
  public static Value write(
      int blank, Value labels, Value logits, Value length, Optional<Value> steps) {
    DType dtype = logits.dtype();
    Value log = Value.of(new LogSoftmax(2), logits);
    Value states = states(labels, blank);
    // [batch, time, states]: the log-probability of each state's class.
    Value own = log.matmul(states.oneHot(logits.dim(-1), dtype), false, true);
    int n = states.dim(1);
    Value start = start(new TensorType(dtype, Shape.of(labels.dim(0), n)));
    Value alpha = forward(own.transpose(1, 0, 2), start, skips(states, blank, dtype), steps);
    Value last = length.times(Value.scalar(DType.INT32, 2)).expandDims(1);
    Value at = iota(n).broadcastTo(states.shape());
    Value ends = at.eq(last).or(at.eq(last.minus(1)));
    Value total = logSumExp(List.of(ends.select(alpha, Value.scalar(dtype, NEVER))), 1).squeeze(1);
    Value impossible = total.lt(NEVER / 2);
    return impossible.select(Value.scalar(dtype, Double.POSITIVE_INFINITY), total.negate());
  }

  /** Blank, label, blank, label, …, blank: [batch, 2 labels + 1]. */
  private static Value states(Value labels, int blank) {
    Value blanks = Value.full(labels.type(), blank);
    int n = labels.dim(1);
    Value pairs = Value.stack(-1, List.of(blanks, labels)).reshape(labels.dim(0), 2 * n);
    return pairs.pad(new int[] {0, 0}, new int[] {0, 1}, blank);
  }

  /** 0 where a state may be reached past the blank before it, else {@link #NEVER}. */
  private static Value skips(Value states, int blank, DType dtype) {
    int n = states.dim(1);
    if (n < 3) {
      return Value.full(new TensorType(dtype, states.shape()), NEVER);
    }
    Value before = states.slice(1, 0, n - 2).pad(new int[] {0, 2}, new int[] {0, 0}, blank);
    Value allowed = states.ne(blank).and(states.eq(before).not());
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

  /**
   * The log-probabilities of the states behind the last step.
   *
   * @param own [time, batch, states]
   * @param steps how many of them a sample has; empty: all
   */
  private static Value forward(Value own, Value start, Value skips, Optional<Value> steps) {
    Value alpha = Value.input("alpha", start.type());
    Value step = Value.input("step", start.type());
    Value skip = Value.input("skip", skips.type());
    Value next =
        logSumExp(List.of(alpha, shifted(alpha, 1), shifted(alpha, 2).plus(skip)), 2).plus(step);
    if (steps.isEmpty()) {
      Graph body = Graph.of(List.of(alpha, step, skip), List.of(next));
      return Scan.apply(body, List.of(start), List.of(own), List.of(skips), own.dim(0), false)
          .get(0);
    }
    Value time = Value.of(new Iota(new TensorType(DType.INT32, Shape.of(own.dim(0), 1, 1)), 0));
    Value within =
        time.lt(steps.get().reshape(1, own.dim(1), 1)).cast(own.dtype()).broadcastTo(own.shape());
    Value alive = Value.input("alive", start.type());
    Graph body =
        Graph.of(List.of(alpha, step, alive, skip), List.of(alive.gt(0.5).select(next, alpha)));
    return Scan.apply(body, List.of(start), List.of(own, within), List.of(skips), own.dim(0), false)
        .get(0);
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
