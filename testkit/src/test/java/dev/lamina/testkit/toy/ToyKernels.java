package dev.lamina.testkit.toy;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The kernels. They compute in doubles; the program rounds to the node's dtype. */
final class ToyKernels {
  /** Computes a node's only result. */
  interface Kernel {
    double[] run(List<Tensor> in);
  }

  private ToyKernels() {}

  /** Empty: this engine cannot run the node. */
  static Optional<Kernel> of(Node n) {
    Op op = n.op();
    Shape out = n.result(0).shape();
    if (op instanceof Constant c) {
      return Optional.of(in -> c.value().toDoubles());
    } else if (op instanceof Reshape || op instanceof Cast) {
      return Optional.of(in -> in.get(0).toDoubles());
    } else if (op instanceof Unary u) {
      return function(u.kind())
          .map(f -> in -> Arrays.stream(in.get(0).toDoubles()).map(f).toArray());
    } else if (op instanceof Binary b && n.result(0).dtype().isFloating()) {
      return function(b.kind()).map(f -> in -> binary(f, in.get(0), in.get(1), out));
    } else if (op instanceof Broadcast) {
      return Optional.of(in -> pick(in.get(0), repeated(in.get(0).shape(), out)));
    } else if (op instanceof Transpose t) {
      return Optional.of(in -> transpose(t, in.get(0), out));
    } else if (op instanceof Reduce r && isExact(r, n)) {
      return Optional.of(in -> reduce(r, in.get(0)));
    } else if (op instanceof ArgReduce r) {
      return Optional.of(in -> position(r, in.get(0)));
    } else if (op instanceof MatMul m) {
      return Optional.of(in -> matmul(m, in.get(0), in.get(1), out));
    }
    return Optional.empty();
  }

  private static Optional<DoubleUnaryOperator> function(Unary.Kind kind) {
    return switch (kind) {
      case NEG -> Optional.of(x -> -x);
      case ABS -> Optional.of(Math::abs);
      case EXP -> Optional.of(Math::exp);
      case LOG -> Optional.of(Math::log);
      case SQRT -> Optional.of(Math::sqrt);
      case SQUARE -> Optional.of(x -> x * x);
      case TANH -> Optional.of(Math::tanh);
      case RELU -> Optional.of(x -> Math.max(x, 0));
      default -> Optional.empty();
    };
  }

  private static Optional<DoubleBinaryOperator> function(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> Optional.of(Double::sum);
      case SUB -> Optional.of((a, b) -> a - b);
      case MUL -> Optional.of((a, b) -> a * b);
      case DIV -> Optional.of((a, b) -> a / b);
      case MAX -> Optional.of(Math::max);
      case MIN -> Optional.of(Math::min);
      default -> Optional.empty();
    };
  }

  private static double[] binary(DoubleBinaryOperator f, Tensor a, Tensor b, Shape out) {
    double[] x = pick(a, repeated(a.shape(), out));
    double[] y = pick(b, repeated(b.shape(), out));
    for (int i = 0; i < x.length; i++) {
      x[i] = f.applyAsDouble(x[i], y[i]);
    }
    return x;
  }

  private static double[] transpose(Transpose op, Tensor x, Shape out) {
    int[] from = x.shape().strides();
    return pick(x, offsets(out, op.perm().stream().mapToInt(axis -> from[axis]).toArray()));
  }

  /** Products of integers outgrow a double's 53 bits. */
  private static boolean isExact(Reduce op, Node node) {
    return op.kind() != Reduce.Kind.PROD || node.in(0).dtype().isFloating();
  }

  private static double[] reduce(Reduce op, Tensor x) {
    Shape kept = op.kept(x.shape());
    double[] y = new double[kept.intSize()];
    switch (op.kind()) {
      case MAX -> Arrays.fill(y, Double.NEGATIVE_INFINITY);
      case MIN -> Arrays.fill(y, Double.POSITIVE_INFINITY);
      case PROD -> Arrays.fill(y, 1);
      case SUM, MEAN -> Arrays.fill(y, 0);
    }
    int[] target = repeated(kept, x.shape());
    for (int i = 0; i < target.length; i++) {
      double v = x.getDouble(i);
      int t = target[i];
      switch (op.kind()) {
        case MAX -> y[t] = Math.max(y[t], v);
        case MIN -> y[t] = Math.min(y[t], v);
        case PROD -> y[t] *= v;
        case SUM -> y[t] += v;
        case MEAN -> y[t] += v * y.length / target.length;
      }
    }
    return y;
  }

  private static double[] position(ArgReduce op, Tensor x) {
    Shape kept = x.shape().with(op.axis(), 1);
    int[] target = repeated(kept, x.shape());
    int inner = x.shape().strides()[op.axis()];
    double sign = op.kind() == ArgReduce.Kind.MAX ? 1 : -1;
    double[] best = new double[kept.intSize()];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    double[] y = new double[best.length];
    for (int i = 0; i < target.length; i++) {
      double v = sign * x.getDouble(i);
      if (v > best[target[i]]) {
        best[target[i]] = v;
        y[target[i]] = i / inner % x.shape().dim(op.axis());
      }
    }
    return y;
  }

  private static double[] matmul(MatMul op, Tensor a, Tensor b, Shape out) {
    int m = out.dim(-2);
    int n = out.dim(-1);
    int k = a.shape().dim(op.transposeA() ? -2 : -1);
    Shape batch = out.range(0, out.rank() - 2);
    int[] atA = repeated(a.shape().range(0, a.shape().rank() - 2), batch);
    int[] atB = repeated(b.shape().range(0, b.shape().rank() - 2), batch);
    double[] y = new double[out.intSize()];
    for (int i = 0; i < y.length; i++) {
      int matrix = i / (m * n);
      int row = i / n % m;
      int column = i % n;
      for (int j = 0; j < k; j++) {
        int ia = op.transposeA() ? j * m + row : row * k + j;
        int ib = op.transposeB() ? column * k + j : j * n + column;
        y[i] += a.getDouble(atA[matrix] * m * k + ia) * b.getDouble(atB[matrix] * k * n + ib);
      }
    }
    return y;
  }

  private static double[] pick(Tensor x, int[] from) {
    return Arrays.stream(from).mapToDouble(x::getDouble).toArray();
  }

  /** For each element of {@code to}, which element of {@code from} NumPy's rule puts there. */
  private static int[] repeated(Shape from, Shape to) {
    int[] strides = new int[to.rank()];
    int missing = to.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); axis++) {
      strides[missing + axis] = from.dim(axis) == 1 ? 0 : from.strides()[axis];
    }
    return offsets(to, strides);
  }

  /** For each element of {@code shape} in row-major order, the sum of index times stride. */
  private static int[] offsets(Shape shape, int[] strides) {
    int[] all = new int[shape.intSize()];
    for (int i = 0; i < all.length; i++) {
      int rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        all[i] += rest % shape.dim(axis) * strides[axis];
        rest /= shape.dim(axis);
      }
    }
    return all;
  }
}
