package dev.lamina.activations;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Elu;
import dev.lamina.graph.op.Gelu;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.TopK;
import dev.lamina.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Keras' activation functions with their default arguments; for others see the static methods,
 * which are activations as well: {@code x -> leakyRelu(x, 0.1)} cannot be saved, a {@code
 * LeakyReLU} layer can.
 */
public enum Activations implements Activation {
  /** x. */
  LINEAR(x -> x),
  /** max(x, 0). */
  RELU(Value::relu),
  /** min(max(x, 0), 6). */
  RELU6(x -> x.clip(0, 6)),
  /** x >= 0 ? x : 0.2 x. */
  LEAKY_RELU(x -> leakyRelu(x, 0.2)),
  /** x > 0 ? x : exp(x) - 1 (arXiv:1511.07289). */
  ELU(x -> elu(x, 1)),
  /** 1.0507 elu(x, 1.6733): keeps mean 0 and variance 1 (arXiv:1706.02515). */
  SELU(x -> elu(x, 1.6732632423543772).times(1.0507009873554805)),
  /** max(x, 0) + min(exp(x) - 1, 0) (arXiv:1704.07483). */
  CELU(x -> celu(x, 1)),
  /** x Φ(x), with the error function (arXiv:1606.08415). */
  GELU(x -> gelu(x, false)),
  /** x sigmoid(x), also called swish (arXiv:1710.05941). */
  SILU(x -> Value.of(new Silu(), x)),
  /** x tanh(softplus(x)) (arXiv:1908.08681). */
  MISH(x -> x.times(x.softplus().tanh())),
  /** a sigmoid(b), where a and b are the halves of the last axis (arXiv:1612.08083). */
  GLU(x -> glu(x, -1)),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(Value::sigmoid),
  /** log(sigmoid(x)). */
  LOG_SIGMOID(x -> x.negate().softplus().negate()),
  /** relu6(x + 3) / 6. */
  HARD_SIGMOID(Activations::hardSigmoid),
  /** x relu6(x + 3) / 6, also called hard swish (arXiv:1905.02244). */
  HARD_SILU(x -> x.times(hardSigmoid(x))),
  /** (x + 1) / 2, clipped to [0, 1]. */
  SPARSE_SIGMOID(x -> x.plus(1).times(0.5).clip(0, 1)),
  TANH(Value::tanh),
  /** x clipped to [-1, 1]. */
  HARD_TANH(x -> x.clip(-1, 1)),
  /** x - tanh(x). */
  TANH_SHRINK(x -> x.minus(x.tanh())),
  /** x - 0.5 sign(x) where |x| > 0.5, else 0. */
  SOFT_SHRINK(x -> softShrink(x, 0.5)),
  /** x where |x| > 0.5, else 0. */
  HARD_SHRINK(x -> hardShrink(x, 0.5)),
  /** log(1 + exp(x)). */
  SOFTPLUS(Value::softplus),
  /** x / (1 + |x|). */
  SOFTSIGN(x -> x.div(x.abs().plus(1))),
  /** (x + √(x² + 4)) / 2 (arXiv:2112.11687). */
  SQUAREPLUS(x -> squareplus(x, 4)),
  /** 0 up to -1, (x + 1)² / 4 up to 1, then x. */
  SPARSE_PLUS(Activations::sparsePlus),
  /** exp(x). */
  EXPONENTIAL(Value::exp),
  /** exp(x) / Σ exp(x) over the last axis. */
  SOFTMAX(x -> softmax(x, -1)),
  /** log of {@link #SOFTMAX}. */
  LOG_SOFTMAX(x -> logSoftmax(x, -1)),
  /** {@link #sparsemax(Value, int)} over the last axis. */
  SPARSEMAX(x -> sparsemax(x, -1));

  /** Another name of {@link #SILU}. */
  public static final Activations SWISH = SILU;

  /** Another name of {@link #HARD_SILU}. */
  public static final Activations HARD_SWISH = HARD_SILU;

  // The functions above are pure; the checker cannot know.
  @SuppressWarnings("ImmutableEnumChecker")
  private final UnaryOperator<Value> function;

  Activations(UnaryOperator<Value> function) {
    this.function = function;
  }

  @Override
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Value apply(Value x) {
    return function.apply(x);
  }

  /** The activation with this Keras name. */
  public static Activation of(String kerasName) {
    String name =
        switch (kerasName) {
          case "swish" -> "silu";
          case "hard_swish" -> "hard_silu";
          default -> kerasName;
        };
    for (Activations a : values()) {
      if (a.kerasName().equals(name)) {
        return a;
      }
    }
    throw new IllegalArgumentException(
        "activation: expected one of %s, hard_swish, swish, got '%s'"
            .formatted(
                Arrays.stream(values())
                    .map(Activations::kerasName)
                    .sorted()
                    .collect(Collectors.joining(", ")),
                kerasName));
  }

  /**
   * x > threshold ? min(x, maxValue) : slope (x - threshold).
   *
   * @param maxValue largest result; empty: no limit
   */
  public static Value relu(
      Value x, double negativeSlope, OptionalDouble maxValue, double threshold) {
    if (negativeSlope != 0 && maxValue.isEmpty() && threshold == 0) {
      return leakyRelu(x, negativeSlope);
    }
    Value y = threshold == 0 ? x.relu() : threshold(x, threshold, 0);
    if (maxValue.isPresent()) {
      y = y.min(maxValue.getAsDouble());
    }
    return negativeSlope == 0 ? y : y.minus(x.rsub(threshold).relu().times(negativeSlope));
  }

  /** x >= 0 ? x : slope x. */
  public static Value leakyRelu(Value x, double slope) {
    return Value.of(new LeakyRelu(slope), x);
  }

  /** x > 0 ? x : alpha (exp(x) - 1). */
  public static Value elu(Value x, double alpha) {
    return Value.of(new Elu(alpha), x);
  }

  /** x > 0 ? x : alpha (exp(x / alpha) - 1). */
  public static Value celu(Value x, double alpha) {
    return elu(x.div(alpha), 1).times(alpha);
  }

  /** x Φ(x); {@code approximate}: by tanh instead of the error function. */
  public static Value gelu(Value x, boolean approximate) {
    return Value.of(new Gelu(approximate), x);
  }

  /** a sigmoid(b), where a and b are the halves of an axis of even size. */
  public static Value glu(Value x, int axis) {
    int n = x.dim(axis);
    if (n % 2 != 0) {
      throw new IllegalArgumentException(
          "glu: expected axis %d of even size, got shape %s".formatted(axis, x.shape()));
    }
    return x.slice(axis, 0, n / 2).times(x.slice(axis, n / 2, n).sigmoid());
  }

  /** x - threshold sign(x) where |x| > threshold, else 0. */
  public static Value softShrink(Value x, double threshold) {
    return x.minus(threshold).relu().minus(x.negate().minus(threshold).relu());
  }

  /** x where |x| > threshold, else 0. */
  public static Value hardShrink(Value x, double threshold) {
    return x.abs().gt(threshold).select(x, Value.scalar(x.dtype(), 0));
  }

  /** x > threshold ? x : value. */
  public static Value threshold(Value x, double threshold, double value) {
    return x.gt(threshold).select(x, Value.scalar(x.dtype(), value));
  }

  /** (x + √(x² + b)) / 2. */
  public static Value squareplus(Value x, double b) {
    return x.plus(x.square().plus(b).sqrt()).times(0.5);
  }

  /** exp(x) / Σ exp(x) over an axis. */
  public static Value softmax(Value x, int axis) {
    return Value.of(new Softmax(x.shape().axis(axis)), x);
  }

  /** log of {@link #softmax(Value, int)}. */
  public static Value logSoftmax(Value x, int axis) {
    return Value.of(new LogSoftmax(x.shape().axis(axis)), x);
  }

  /**
   * max(x - τ, 0) along an axis, as Keras 3 computes it: τ is (the sum of the running sums of the
   * support - 1) / its size. With one element in the support that is the nearest point of the
   * probability simplex (arXiv:1602.02068); with more, the paper has the last running sum instead.
   */
  public static Value sparsemax(Value x, int axis) {
    Value last = x.swapAxes(axis, -1);
    int n = last.dim(-1);
    Value sorted = Node.of(new TopK(n), List.of(last)).result(0);
    Value sums = Value.of(new CumSum(last.rank() - 1, false, false), sorted);
    Value count = Value.of(new Iota(x.type().withShape(Shape.of(n)), 0)).plus(1);
    // The k largest are in the support as long as each exceeds the threshold (their sum - 1) / k.
    Value support = sorted.times(count).plus(1).gt(sums);
    Value zero = Value.scalar(x.dtype(), 0);
    Value k = support.cast(x.dtype()).reduce(Reduce.Kind.SUM, true, -1);
    Value total = support.select(sums, zero).reduce(Reduce.Kind.SUM, true, -1);
    return last.minus(total.minus(1).div(k)).relu().swapAxes(axis, -1);
  }

  private static Value hardSigmoid(Value x) {
    return x.plus(3).clip(0, 6).times(1 / 6.0);
  }

  private static Value sparsePlus(Value x) {
    Value inner = x.clip(-1, 1).plus(1).square().times(0.25);
    return x.gt(1).select(x, inner);
  }
}
