package dev.lamina.ops;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Node;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.SigmoidCrossEntropy;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Operations of {@code keras.ops.nn} that have arguments. */
public final class Neural {
  /** Keras' epsilon: probabilities are clipped to [1e-7, 1 - 1e-7]. */
  private static final double EPSILON = 1e-7;

  private Neural() {}

  /** exp(x) / Σ exp(x) over axes, without overflow. */
  public record Softmax(Ints axis) implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Value x = Promotion.floating(in);
      if (axis.values().size() == 1) {
        return Activations.softmax(x, axis.get());
      }
      Value e = x.minus(x.reduce(Reduce.Kind.MAX, true, axis.toArray())).exp();
      return e.div(e.reduce(Reduce.Kind.SUM, true, axis.toArray()));
    }
  }

  /** log softmax(x) over an axis. */
  public record LogSoftmax(int axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.logSoftmax(Promotion.floating(x), axis);
    }
  }

  /** See {@link Activations#sparsemax}. */
  public record Sparsemax(int axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.sparsemax(x, axis);
    }
  }

  /** x >= 0 ? x : slope x. */
  public record LeakyRelu(double negativeSlope) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.leakyRelu(Promotion.floating(x), negativeSlope);
    }
  }

  /** x > 0 ? x : alpha (exp(x) - 1). */
  public record Elu(double alpha) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.elu(Promotion.floating(x), alpha);
    }
  }

  /** x > 0 ? x : alpha (exp(x / alpha) - 1). */
  public record Celu(double alpha) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.celu(Promotion.floating(x), alpha);
    }
  }

  /** x Φ(x); approximate: by tanh. */
  public record Gelu(boolean approximate) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.gelu(Promotion.floating(x), approximate);
    }
  }

  /** a sigmoid(b), where a and b are the halves of an axis. */
  public record Glu(int axis) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.glu(x, axis);
    }
  }

  /** x where |x| > threshold, else 0. */
  public record HardShrink(double threshold) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.hardShrink(x, threshold);
    }
  }

  /** x - threshold sign(x) where |x| > threshold, else 0. */
  public record SoftShrink(double threshold) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.softShrink(x, threshold);
    }
  }

  /** x > threshold ? x : default value. */
  public record Threshold(double threshold, double defaultValue) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.threshold(x, threshold, defaultValue);
    }
  }

  /** (x + √(x² + b)) / 2. */
  public record Squareplus(double b) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Activations.squareplus(x, b);
    }
  }

  /**
   * 1 at the index, 0 elsewhere, along a new axis; an index outside of the classes gives zeros.
   *
   * @param dtype empty: float32
   * @param sparse always false
   */
  public record OneHot(int numClasses, int axis, Optional<DType> dtype, boolean sparse)
      implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value hot = integer(x).oneHot(numClasses, dtype.orElse(DType.FLOAT32));
      int to = axis < 0 ? axis + hot.rank() : axis;
      return new Shaping.Moveaxis(Ints.of(-1), Ints.of(to)).write(hot);
    }
  }

  /**
   * 1 at each of the indices of the last axis, which disappears: [..., k] -> [..., classes].
   *
   * @param axis of the result, on which the classes are
   * @param dtype empty: float32
   */
  public record MultiHot(int numClasses, int axis, Optional<DType> dtype, boolean sparse)
      implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value hot = integer(x).oneHot(numClasses, dtype.orElse(DType.FLOAT32));
      Value any = x.rank() < 2 ? hot.maxOver(0) : hot.maxOver(-2);
      int to = axis < 0 ? axis + any.rank() : axis;
      return new Shaping.Moveaxis(Ints.of(-1), Ints.of(to)).write(any);
    }
  }

  private static Value integer(Value x) {
    return x.dtype() == DType.INT64 ? x : x.cast(DType.INT32);
  }

  /** Mean and variance over axes. */
  public record Moments(Ints axes, boolean keepdims) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return List.of(
          new Reducing(Reducing.Kind.MEAN, Optional.of(axes), keepdims).write(inputs.get(0)),
          new Reducing(Reducing.Kind.VAR, Optional.of(axes), keepdims).write(inputs.get(0)));
    }
  }

  /** -(t log p + (1 - t) log(1 - p)) per element; from logits: of p = sigmoid(output). */
  public record BinaryCrossentropy(boolean fromLogits) implements Operation.OfTwo {
    @Override
    public Value write(Value target, Value output) {
      Value t = target.cast(output.dtype());
      if (fromLogits) {
        return Value.of(new SigmoidCrossEntropy(), output, t);
      }
      Value p = output.clip(EPSILON, 1 - EPSILON);
      return t.times(p.log()).plus(t.rsub(1).times(p.rsub(1).log())).negate();
    }
  }

  /** -Σ t log p over an axis; p is divided by its sum first. */
  public record CategoricalCrossentropy(boolean fromLogits, int axis) implements Operation.OfTwo {
    @Override
    public Value write(Value target, Value output) {
      Value t = target.cast(output.dtype());
      Value p = output.div(output.reduce(Reduce.Kind.SUM, true, axis));
      Value log =
          fromLogits ? Activations.logSoftmax(output, axis) : p.clip(EPSILON, 1 - EPSILON).log();
      return t.times(log).sum(axis).negate();
    }
  }

  /**
   * Peak signal-to-noise ratio in decibels: 20 log10(maxVal) - 10 log10(mean((x1 - x2)²)), of all
   * elements: a scalar.
   */
  public record PSNR(double maxVal) implements Operation.OfTwo {
    public PSNR {
      Require.that(maxVal > 0, "psnr: expected max_val > 0, got %s", maxVal);
    }

    @Override
    public Value write(Value x1, Value x2) {
      Require.that(
          x1.shape().equals(x2.shape()),
          "psnr: expected images of one shape, got %s and %s",
          x1.shape(),
          x2.shape());
      List<Value> both =
          Promotion.together(List.of(Promotion.floating(x1), Promotion.floating(x2)));
      Value error = both.get(0).minus(both.get(1)).square().mean();
      return error.log().times(-10 / Math.log(10)).plus(20 * Math.log10(maxVal));
    }
  }

  /** -log p[target] over an axis, with integer targets. */
  public record SparseCategoricalCrossentropy(boolean fromLogits, int axis)
      implements Operation.OfTwo {
    @Override
    public Value write(Value target, Value output) {
      Value x = fromLogits ? output : output.clip(EPSILON, 1 - EPSILON).log();
      Value labels = integer(target);
      Value last = new Shaping.Moveaxis(Ints.of(axis), Ints.of(-1)).write(x);
      boolean extra = labels.rank() == last.rank() && labels.dim(-1) == 1;
      return Node.of(
              new SparseSoftmaxCrossEntropy(), List.of(last, extra ? labels.squeeze(-1) : labels))
          .result(0);
    }
  }
}
