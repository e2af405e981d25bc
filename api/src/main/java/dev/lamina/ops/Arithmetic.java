package dev.lamina.ops;

import dev.lamina.graph.Operand;
import dev.lamina.graph.Operation;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The operations of {@link Ops} that are used most, as methods. They broadcast as NumPy does and
 * promote dtypes as Keras does.
 *
 * @param <T> the kind of operand
 */
public interface Arithmetic<T extends Arithmetic<T>> extends Operand<T> {
  /** This operand. */
  T self();

  /** The only result of an operation on this operand and others. */
  private T of(Operation operation) {
    return apply(operation, List.of(self())).get(0);
  }

  private T of(Operation operation, T other) {
    return apply(operation, List.of(self(), other)).get(0);
  }

  private T map(Elementwise.Kind kind) {
    return of(new Elementwise(kind));
  }

  private T reduce(Reducing.Kind kind, int... axes) {
    return of(new Reducing(kind, Ops.axes(axes), false));
  }

  default T plus(T b) {
    return of(Pairwise.of(Pairwise.Kind.ADD), b);
  }

  default T plus(Number b) {
    return of(Pairwise.of(Pairwise.Kind.ADD, b));
  }

  default T plus(Tensor b) {
    return of(WithConstants.second(Pairwise.of(Pairwise.Kind.ADD), b));
  }

  default T minus(T b) {
    return of(Pairwise.of(Pairwise.Kind.SUBTRACT), b);
  }

  default T minus(Number b) {
    return of(Pairwise.of(Pairwise.Kind.SUBTRACT, b));
  }

  default T minus(Tensor b) {
    return of(WithConstants.second(Pairwise.of(Pairwise.Kind.SUBTRACT), b));
  }

  default T times(T b) {
    return of(Pairwise.of(Pairwise.Kind.MULTIPLY), b);
  }

  default T times(Number b) {
    return of(Pairwise.of(Pairwise.Kind.MULTIPLY, b));
  }

  default T times(Tensor b) {
    return of(WithConstants.second(Pairwise.of(Pairwise.Kind.MULTIPLY), b));
  }

  default T div(T b) {
    return of(Pairwise.of(Pairwise.Kind.TRUE_DIVIDE), b);
  }

  default T div(Number b) {
    return of(Pairwise.of(Pairwise.Kind.TRUE_DIVIDE, b));
  }

  default T div(Tensor b) {
    return of(WithConstants.second(Pairwise.of(Pairwise.Kind.TRUE_DIVIDE), b));
  }

  /** {@code b - this}. */
  default T rsub(Number b) {
    return of(Pairwise.of(b, Pairwise.Kind.SUBTRACT));
  }

  /** {@code b / this}. */
  default T rdiv(Number b) {
    return of(Pairwise.of(b, Pairwise.Kind.TRUE_DIVIDE));
  }

  default T pow(T b) {
    return of(Pairwise.of(Pairwise.Kind.POWER), b);
  }

  default T pow(Number b) {
    return of(Pairwise.of(Pairwise.Kind.POWER, b));
  }

  default T max(T b) {
    return of(Pairwise.of(Pairwise.Kind.MAXIMUM), b);
  }

  default T max(Number b) {
    return of(Pairwise.of(Pairwise.Kind.MAXIMUM, b));
  }

  default T min(T b) {
    return of(Pairwise.of(Pairwise.Kind.MINIMUM), b);
  }

  default T min(Number b) {
    return of(Pairwise.of(Pairwise.Kind.MINIMUM, b));
  }

  default T clip(double lo, double hi) {
    return of(new Rounding.Clip(Optional.of(lo), Optional.of(hi)));
  }

  default T negate() {
    return map(Elementwise.Kind.NEGATIVE);
  }

  default T abs() {
    return map(Elementwise.Kind.ABSOLUTE);
  }

  default T exp() {
    return map(Elementwise.Kind.EXP);
  }

  default T log() {
    return map(Elementwise.Kind.LOG);
  }

  default T sqrt() {
    return map(Elementwise.Kind.SQRT);
  }

  default T square() {
    return map(Elementwise.Kind.SQUARE);
  }

  default T tanh() {
    return map(Elementwise.Kind.TANH);
  }

  default T sigmoid() {
    return map(Elementwise.Kind.SIGMOID);
  }

  default T relu() {
    return map(Elementwise.Kind.RELU);
  }

  default T eq(T b) {
    return of(Pairwise.of(Pairwise.Kind.EQUAL), b);
  }

  default T eq(Number b) {
    return of(Pairwise.of(Pairwise.Kind.EQUAL, b));
  }

  default T ne(T b) {
    return of(Pairwise.of(Pairwise.Kind.NOT_EQUAL), b);
  }

  default T ne(Number b) {
    return of(Pairwise.of(Pairwise.Kind.NOT_EQUAL, b));
  }

  default T gt(T b) {
    return of(Pairwise.of(Pairwise.Kind.GREATER), b);
  }

  default T gt(Number b) {
    return of(Pairwise.of(Pairwise.Kind.GREATER, b));
  }

  default T ge(T b) {
    return of(Pairwise.of(Pairwise.Kind.GREATER_EQUAL), b);
  }

  default T ge(Number b) {
    return of(Pairwise.of(Pairwise.Kind.GREATER_EQUAL, b));
  }

  default T lt(T b) {
    return of(Pairwise.of(Pairwise.Kind.LESS), b);
  }

  default T lt(Number b) {
    return of(Pairwise.of(Pairwise.Kind.LESS, b));
  }

  default T le(T b) {
    return of(Pairwise.of(Pairwise.Kind.LESS_EQUAL), b);
  }

  default T le(Number b) {
    return of(Pairwise.of(Pairwise.Kind.LESS_EQUAL, b));
  }

  default T cast(DType to) {
    return of(new Rounding.Cast(to));
  }

  /** Sum over {@code axes}, which disappear; over all when none is given. */
  default T sum(int... axes) {
    return reduce(Reducing.Kind.SUM, axes);
  }

  default T mean(int... axes) {
    return reduce(Reducing.Kind.MEAN, axes);
  }

  default T maxOver(int... axes) {
    return reduce(Reducing.Kind.MAX, axes);
  }

  default T minOver(int... axes) {
    return reduce(Reducing.Kind.MIN, axes);
  }

  default T matmul(T b) {
    return of(new Linear.Matmul(), b);
  }

  /** In another shape of the same size; one dimension may be -1: what is left over. */
  default T reshape(int... dims) {
    return of(new Shaping.Reshape(Ints.list(Ints.of(dims).values())));
  }

  /** Axes in another order; without arguments: reversed. */
  default T transpose(int... axes) {
    return of(new Shaping.Transpose(Ops.axes(axes).map(Ints::values)));
  }

  default T expandDims(int axis) {
    return of(new Shaping.ExpandDims(Ints.of(axis)));
  }

  default T squeeze(int axis) {
    return of(new Shaping.Squeeze(Optional.of(Ints.of(axis))));
  }

  /** Elements by position, as Python's {@code x[...]}. */
  default T get(Index... key) {
    return of(new Indexing.GetItem(List.of(key)));
  }

  /** Elements {@code [start, limit)} of one axis. */
  default T slice(int axis, int start, int limit) {
    return of(Indexing.GetItem.along(axis, start, limit));
  }
}
