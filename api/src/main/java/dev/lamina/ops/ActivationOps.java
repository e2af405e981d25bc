package dev.lamina.ops;

import dev.lamina.graph.Operand;

/** Activation functions by Keras' names; part of {@link Ops}. */
abstract class ActivationOps extends MatrixOps {
  ActivationOps() {}

  /** min(max(x, 0), 6). */
  public static <T extends Operand<T>> T relu6(T x) {
    return one(new Elementwise(Elementwise.Kind.RELU6), x);
  }

  /** Scaled elu: λ (x > 0 ? x : α (exp(x) - 1)), λ = 1.0507, α = 1.6733. */
  public static <T extends Operand<T>> T selu(T x) {
    return one(new Elementwise(Elementwise.Kind.SELU), x);
  }

  /** x / (1 + |x|). */
  public static <T extends Operand<T>> T softsign(T x) {
    return one(new Elementwise(Elementwise.Kind.SOFTSIGN), x);
  }

  /** log sigmoid(x), without overflow. */
  public static <T extends Operand<T>> T logSigmoid(T x) {
    return one(new Elementwise(Elementwise.Kind.LOG_SIGMOID), x);
  }

  /** relu6(x + 3) / 6. */
  public static <T extends Operand<T>> T hardSigmoid(T x) {
    return one(new Elementwise(Elementwise.Kind.HARD_SIGMOID), x);
  }

  /** x relu6(x + 3) / 6. */
  public static <T extends Operand<T>> T hardSilu(T x) {
    return one(new Elementwise(Elementwise.Kind.HARD_SILU), x);
  }

  /** min(max(x, -1), 1). */
  public static <T extends Operand<T>> T hardTanh(T x) {
    return one(new Elementwise(Elementwise.Kind.HARD_TANH), x);
  }

  /** x - tanh(x). */
  public static <T extends Operand<T>> T tanhShrink(T x) {
    return one(new Elementwise(Elementwise.Kind.TANH_SHRINK), x);
  }

  /** 0 up to -1, (x + 1)² / 4 up to 1, x above. */
  public static <T extends Operand<T>> T sparsePlus(T x) {
    return one(new Elementwise(Elementwise.Kind.SPARSE_PLUS), x);
  }

  /** min(max((x + 1) / 2, 0), 1). */
  public static <T extends Operand<T>> T sparseSigmoid(T x) {
    return one(new Elementwise(Elementwise.Kind.SPARSE_SIGMOID), x);
  }

  /** x > 0 ? x : alpha (exp(x / alpha) - 1); Keras' default: 1. */
  public static <T extends Operand<T>> T celu(T x, double alpha) {
    return one(new Neural.Celu(alpha), x);
  }

  /** a sigmoid(b), where a and b are the halves of an axis; Keras' default: -1. */
  public static <T extends Operand<T>> T glu(T x, int axis) {
    return one(new Neural.Glu(axis), x);
  }

  /** x where |x| > threshold, else 0; Keras' default: 0.5. */
  public static <T extends Operand<T>> T hardShrink(T x, double threshold) {
    return one(new Neural.HardShrink(threshold), x);
  }

  /** x - threshold sign(x) where |x| > threshold, else 0; Keras' default: 0.5. */
  public static <T extends Operand<T>> T softShrink(T x, double threshold) {
    return one(new Neural.SoftShrink(threshold), x);
  }

  /** x > threshold ? x : otherwise. */
  public static <T extends Operand<T>> T threshold(T x, double threshold, double otherwise) {
    return one(new Neural.Threshold(threshold, otherwise), x);
  }

  /** (x + √(x² + b)) / 2; Keras' default: 4. */
  public static <T extends Operand<T>> T squareplus(T x, double b) {
    return one(new Neural.Squareplus(b), x);
  }

  /** The nearest point of the probability simplex over an axis (arXiv:1602.02068). */
  public static <T extends Operand<T>> T sparsemax(T x, int axis) {
    return one(new Neural.Sparsemax(axis), x);
  }
}
