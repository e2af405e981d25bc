package dev.lamina.graph;

import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.Input;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import dev.lamina.graph.op.Variable;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One result of a node: what layers, losses and optimizers compute with. Identity equality, because
 * structural equality on a directed acyclic graph is exponential.
 *
 * <p>The methods build nodes; each is one op or a short composition. Binary methods broadcast as
 * NumPy does; a Java number takes the other operand's dtype.
 */
public final class Value implements Operand<Value> {
  private final Node node;
  private final int index;
  private final TensorType type;

  Value(Node node, int index, TensorType type) {
    this.node = node;
    this.index = index;
    this.type = type;
  }

  /** The only result of {@code op} applied to {@code inputs}. */
  public static Value of(Op op, Value... inputs) {
    return of(op, List.of(inputs));
  }

  public static Value of(Op op, List<Value> inputs) {
    Node n = Node.of(op, inputs);
    if (n.results().size() != 1) {
      throw new IllegalArgumentException(
          op.name() + ": has " + n.results().size() + " results, use Node.of");
    }
    return n.result(0);
  }

  public static Value input(String name, TensorType type) {
    return of(new Input(name, type));
  }

  public static Value variable(String name, TensorType type) {
    return of(new Variable(name, type));
  }

  public static Value constant(Tensor t) {
    return of(new Constant(t));
  }

  public static Value scalar(DType dtype, double value) {
    return constant(Tensor.scalar(dtype, value));
  }

  /** A value of the given type whose elements all equal {@code value}. */
  public static Value full(TensorType type, double value) {
    return scalar(type.dtype(), value).broadcastTo(type.shape());
  }

  public static Value zeros(TensorType type) {
    return full(type, 0);
  }

  @Override
  public List<Value> apply(Operation operation, List<Value> inputs) {
    return operation.write(inputs);
  }

  public Node node() {
    return node;
  }

  public Op op() {
    return node.op();
  }

  /** Which result of {@link #node()} this is. */
  public int index() {
    return index;
  }

  public TensorType type() {
    return type;
  }

  public Shape shape() {
    return type.shape();
  }

  public DType dtype() {
    return type.dtype();
  }

  public int rank() {
    return type.shape().rank();
  }

  public int dim(int axis) {
    return type.shape().dim(axis);
  }

  // ---- elementwise

  public Value unary(Unary.Kind kind) {
    return of(new Unary(kind), this);
  }

  public Value binary(Binary.Kind kind, Value b) {
    return of(new Binary(kind), this, b);
  }

  private Value like(double b) {
    return scalar(dtype(), b);
  }

  public Value plus(Value b) {
    return binary(Binary.Kind.ADD, b);
  }

  public Value plus(double b) {
    return plus(like(b));
  }

  public Value minus(Value b) {
    return binary(Binary.Kind.SUB, b);
  }

  public Value minus(double b) {
    return minus(like(b));
  }

  public Value times(Value b) {
    return binary(Binary.Kind.MUL, b);
  }

  public Value times(double b) {
    return times(like(b));
  }

  public Value div(Value b) {
    return binary(Binary.Kind.DIV, b);
  }

  public Value div(double b) {
    return div(like(b));
  }

  /** {@code b - this}. */
  public Value rsub(double b) {
    return like(b).minus(this);
  }

  /** {@code b / this}. */
  public Value rdiv(double b) {
    return like(b).div(this);
  }

  public Value pow(Value b) {
    return binary(Binary.Kind.POW, b);
  }

  public Value pow(double b) {
    return pow(like(b));
  }

  public Value max(Value b) {
    return binary(Binary.Kind.MAX, b);
  }

  public Value max(double b) {
    return max(like(b));
  }

  public Value min(Value b) {
    return binary(Binary.Kind.MIN, b);
  }

  public Value min(double b) {
    return min(like(b));
  }

  public Value clip(double lo, double hi) {
    return max(lo).min(hi);
  }

  public Value negate() {
    return unary(Unary.Kind.NEG);
  }

  public Value abs() {
    return unary(Unary.Kind.ABS);
  }

  public Value sign() {
    return unary(Unary.Kind.SIGN);
  }

  public Value exp() {
    return unary(Unary.Kind.EXP);
  }

  public Value log() {
    return unary(Unary.Kind.LOG);
  }

  public Value log1p() {
    return unary(Unary.Kind.LOG1P);
  }

  public Value sqrt() {
    return unary(Unary.Kind.SQRT);
  }

  public Value rsqrt() {
    return unary(Unary.Kind.RSQRT);
  }

  public Value square() {
    return unary(Unary.Kind.SQUARE);
  }

  public Value tanh() {
    return unary(Unary.Kind.TANH);
  }

  public Value sigmoid() {
    return unary(Unary.Kind.SIGMOID);
  }

  public Value relu() {
    return unary(Unary.Kind.RELU);
  }

  public Value softplus() {
    return unary(Unary.Kind.SOFTPLUS);
  }

  public Value erf() {
    return unary(Unary.Kind.ERF);
  }

  public Value floor() {
    return unary(Unary.Kind.FLOOR);
  }

  /** Logical not of a bool value. */
  public Value not() {
    return unary(Unary.Kind.NOT);
  }

  /** Logical and of two bool values. */
  public Value and(Value b) {
    return binary(Binary.Kind.AND, b);
  }

  /** Logical or of two bool values. */
  public Value or(Value b) {
    return binary(Binary.Kind.OR, b);
  }

  public Value compare(Compare.Kind kind, Value b) {
    return of(new Compare(kind), this, b);
  }

  public Value eq(Value b) {
    return compare(Compare.Kind.EQ, b);
  }

  public Value eq(double b) {
    return eq(like(b));
  }

  public Value ne(double b) {
    return compare(Compare.Kind.NE, like(b));
  }

  public Value gt(Value b) {
    return compare(Compare.Kind.GT, b);
  }

  public Value gt(double b) {
    return gt(like(b));
  }

  public Value ge(Value b) {
    return compare(Compare.Kind.GE, b);
  }

  public Value ge(double b) {
    return ge(like(b));
  }

  public Value lt(Value b) {
    return compare(Compare.Kind.LT, b);
  }

  public Value lt(double b) {
    return lt(like(b));
  }

  public Value le(Value b) {
    return compare(Compare.Kind.LE, b);
  }

  /** {@code this ? a : b}, elementwise; this must be bool. */
  public Value select(Value a, Value b) {
    return of(new Select(), this, a, b);
  }

  public Value cast(DType to) {
    return to == dtype() ? this : of(new Cast(to), this);
  }

  // ---- reductions

  public Value reduce(Reduce.Kind kind, boolean keepDims, int... axes) {
    int[] a = axes.length == 0 ? IntStream.range(0, rank()).toArray() : axes;
    List<Integer> sorted = IntStream.of(a).map(shape()::axis).sorted().boxed().toList();
    return sorted.isEmpty() ? this : of(new Reduce(kind, sorted, keepDims), this);
  }

  /** Sum over {@code axes}, which disappear; over all when none is given. */
  public Value sum(int... axes) {
    return reduce(Reduce.Kind.SUM, false, axes);
  }

  public Value mean(int... axes) {
    return reduce(Reduce.Kind.MEAN, false, axes);
  }

  public Value maxOver(int... axes) {
    return reduce(Reduce.Kind.MAX, false, axes);
  }

  public Value minOver(int... axes) {
    return reduce(Reduce.Kind.MIN, false, axes);
  }

  /** Index (int32) of the first largest element along {@code axis}, which disappears. */
  public Value argmax(int axis) {
    return of(new ArgReduce(ArgReduce.Kind.MAX, shape().axis(axis)), this);
  }

  /** Sums away what broadcasting {@code target} to this shape would add. */
  public Value sumTo(Shape target) {
    if (shape().equals(target)) {
      return this;
    }
    int lead = rank() - target.rank();
    int[] axes =
        IntStream.range(0, rank())
            .filter(i -> i < lead || (target.dim(i - lead) == 1 && dim(i) != 1))
            .toArray();
    Value s = axes.length == 0 ? this : reduce(Reduce.Kind.SUM, false, axes);
    return s.reshape(target);
  }

  // ---- linear algebra

  /** Matrix product over the last two axes; leading axes broadcast. */
  public Value matmul(Value b) {
    return matmul(b, false, false);
  }

  public Value matmul(Value b, boolean transposeA, boolean transposeB) {
    return of(new MatMul(transposeA, transposeB), this, b);
  }

  // ---- structure

  public Value reshape(Shape to) {
    return to.equals(shape()) ? this : of(new Reshape(to), this);
  }

  public Value reshape(int... dims) {
    return reshape(Shape.of(dims));
  }

  public Value broadcastTo(Shape to) {
    return to.equals(shape()) ? this : of(new Broadcast(to), this);
  }

  /** Inserts an axis of size one. */
  public Value expandDims(int axis) {
    return reshape(shape().insert(axis, 1));
  }

  /** Drops an axis of size one. */
  public Value squeeze(int axis) {
    if (dim(axis) != 1) {
      throw new IllegalArgumentException(
          "squeeze: expected axis %d of size 1, got shape %s".formatted(axis, shape()));
    }
    return reshape(shape().without(axis));
  }

  public Value transpose(int... perm) {
    List<Integer> p = IntStream.of(perm).map(shape()::axis).boxed().toList();
    boolean identity = IntStream.range(0, p.size()).allMatch(i -> p.get(i) == i);
    return identity && p.size() == rank() ? this : of(new Transpose(p), this);
  }

  /** Elements {@code [start, limit)} of one axis. */
  public Value slice(int axis, int start, int limit) {
    int a = shape().axis(axis);
    int[] lo = new int[rank()];
    int[] hi = shape().toArray();
    lo[a] = start;
    hi[a] = limit;
    int[] step = new int[rank()];
    Arrays.fill(step, 1);
    return start == 0 && limit == dim(a) ? this : slice(lo, hi, step);
  }

  public Value slice(int[] start, int[] limit, int[] stride) {
    return of(new Slice(list(start), list(limit), list(stride)), this);
  }

  /** Pads with {@code value}: {@code lo[i]} elements before and {@code hi[i]} after axis i. */
  public Value pad(int[] lo, int[] hi, double value) {
    boolean none = IntStream.of(lo).allMatch(v -> v == 0) && IntStream.of(hi).allMatch(v -> v == 0);
    return none ? this : of(new Pad(list(lo), list(hi), value), this);
  }

  public static Value concat(int axis, List<Value> parts) {
    int a = parts.get(0).shape().axis(axis);
    return parts.size() == 1 ? parts.get(0) : of(new Concat(a), parts);
  }

  /** Stacks values of one shape along a new axis. */
  public static Value stack(int axis, List<Value> parts) {
    return concat(axis, parts.stream().map(p -> p.expandDims(axis)).toList());
  }

  public Value reverse(int... axes) {
    return of(new Reverse(IntStream.of(axes).map(shape()::axis).boxed().toList()), this);
  }

  /** Takes entries of {@code axis} by integer indices: NumPy's {@code take}. */
  public Value gather(int axis, Value indices) {
    return of(new Gather(shape().axis(axis)), this, indices);
  }

  /** A last axis of size {@code depth} with 1 at this (integer) value's index, else 0. */
  public Value oneHot(int depth, DType dtype) {
    return of(new OneHot(depth, dtype), this);
  }

  /** Swaps two axes. */
  public Value swapAxes(int a, int b) {
    var perm = new ArrayList<>(IntStream.range(0, rank()).boxed().toList());
    Collections.swap(perm, shape().axis(a), shape().axis(b));
    return transpose(perm.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Integer> list(int[] a) {
    return IntStream.of(a).boxed().toList();
  }

  @Override
  public String toString() {
    return type + " = " + node.op() + (node.results().size() > 1 ? " #" + index : "");
  }
}
