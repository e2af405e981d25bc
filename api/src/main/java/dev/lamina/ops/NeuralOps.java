package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.graph.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Normalizations, attention and losses whose weights are tensors of the call; part of {@link Ops}.
 */
abstract class NeuralOps extends WindowOps {
  NeuralOps() {}

  /** The operation on required tensors, and those optional ones that are present. */
  private static <T extends Operand<T>> T with(
      Operation op, List<T> required, List<Optional<T>> optional) {
    var all = new ArrayList<>(required);
    optional.forEach(t -> t.ifPresent(all::add));
    return all.get(0).apply(op, all).get(0);
  }

  /**
   * (x - mean) / √(variance + 1e-3) for each entry of an axis; mean, variance: [size of the axis].
   */
  public static <T extends Operand<T>> T batchNormalization(T x, T mean, T variance, int axis) {
    return batchNormalization(x, mean, variance, axis, Optional.empty(), Optional.empty(), 1e-3);
  }

  /**
   * (x - mean) / √(variance + epsilon) scale + offset for each entry of an axis; mean, variance,
   * and offset and scale if they are given: [size of the axis]; Keras' epsilon: 1e-3.
   */
  public static <T extends Operand<T>> T batchNormalization(
      T x, T mean, T variance, int axis, Optional<T> offset, Optional<T> scale, double epsilon) {
    return with(
        new Normalizing.BatchNorm(
            axis, epsilon, Given.of(Normalizing.BatchNorm.OPTIONAL, List.of(offset, scale))),
        List.of(x, mean, variance),
        List.of(offset, scale));
  }

  /**
   * (x - mean) / √(variance + 1e-7) with mean and biased variance over axes; none given: the last.
   */
  public static <T extends Operand<T>> T layerNormalization(T x, int... axis) {
    return layerNormalization(x, Optional.empty(), Optional.empty(), 1e-7, axis);
  }

  /**
   * (x - mean) / √(variance + epsilon) gamma + beta with mean and biased variance over axes, none
   * given: the last; gamma, beta: [sizes of the axes]; Keras' epsilon: 1e-7.
   */
  public static <T extends Operand<T>> T layerNormalization(
      T x, Optional<T> gamma, Optional<T> beta, double epsilon, int... axis) {
    return with(
        new Normalizing.LayerNorm(
            last(axis),
            Optional.of(epsilon),
            false,
            Given.of(Normalizing.LayerNorm.OPTIONAL, List.of(gamma, beta))),
        List.of(x),
        List.of(gamma, beta));
  }

  /** x / √(mean(x²) + 1e-7) with the mean over axes; none given: the last. */
  public static <T extends Operand<T>> T rmsNormalization(T x, int... axis) {
    return rmsNormalization(x, Optional.empty(), 1e-7, axis);
  }

  /**
   * x / √(mean(x²) + epsilon) scale with the mean over axes, none given: the last; scale broadcasts
   * to x; Keras' epsilon: 1e-7.
   */
  public static <T extends Operand<T>> T rmsNormalization(
      T x, Optional<T> scale, double epsilon, int... axis) {
    return with(
        new Normalizing.RMSNorm(
            last(axis),
            Optional.of(epsilon),
            Given.of(Normalizing.RMSNorm.OPTIONAL, List.of(scale))),
        List.of(x),
        List.of(scale));
  }

  private static Ints last(int... axis) {
    return axis.length == 0 ? Ints.of(-1) : Ints.of(axis);
  }

  /**
   * softmax(query keyᵀ / √dim) value for each head. query: [batch, queries, heads, dim], key,
   * value: [batch, keys, heads, dim] -> [batch, queries, heads, dim of value].
   */
  public static <T extends Operand<T>> T dotProductAttention(T query, T key, T value) {
    return dotProductAttention(
        query, key, value, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /**
   * softmax(scale query keyᵀ + bias) value for each head, where the mask (bool) is true.
   *
   * @param bias broadcasts to [batch, heads, queries, keys]
   * @param mask broadcasts likewise; true: may attend
   * @param scale empty: 1 / √dim
   * @param isCausal no query sees a later key
   */
  public static <T extends Operand<T>> T dotProductAttention(
      T query,
      T key,
      T value,
      Optional<T> bias,
      Optional<T> mask,
      Optional<Double> scale,
      boolean isCausal) {
    return with(
        new Attending.DotProductAttention(
            isCausal, scale, Given.of(Attending.DotProductAttention.OPTIONAL, List.of(bias, mask))),
        List.of(query, key, value),
        List.of(bias, mask));
  }

  /**
   * Connectionist temporal classification. target: [batch, labels], output: logits [batch, time,
   * classes], lengths of both: [batch] -> [batch].
   *
   * @param maskIndex the class of blanks; Keras' default: 0
   */
  public static <T extends Operand<T>> T ctcLoss(
      T target, T output, T targetLength, T outputLength, int maskIndex) {
    return target
        .apply(new CTCLoss(maskIndex), List.of(target, output, targetLength, outputLength))
        .get(0);
  }

  /** Peak signal-to-noise ratio in decibels: 20 log10(maxVal) - 10 log10(mean((x1 - x2)²)). */
  public static <T extends Operand<T>> T psnr(T x1, T x2, double maxVal) {
    return both(new Neural.PSNR(maxVal), x1, x2);
  }
}
