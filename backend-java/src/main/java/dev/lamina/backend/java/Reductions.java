package dev.lamina.backend.java;

import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;

/** Reductions, positions of extremes and running sums; accumulated in double or long. */
final class Reductions {
  private final Parallel parallel;

  Reductions(Parallel parallel) {
    this.parallel = parallel;
  }

  Tensor reduce(Reduce op, Tensor x, TensorType type) {
    Tensor y = Tensor.zeros(type);
    Shape kept = op.kept(x.shape());
    int[] outStrides = StridedLoop.broadcastStrides(kept, x.shape());
    int[] dense = x.shape().strides();
    boolean floating = type.dtype().isFloating();
    boolean extreme = op.kind() == Reduce.Kind.MAX || op.kind() == Reduce.Kind.MIN;
    if (x.size() == 0 && y.size() > 0 && extreme && !floating) {
      throw new IllegalArgumentException(
          "reduce: no %s of the empty %s".formatted(op.kind(), x.type()));
    }
    // Where the first axis stays, its entries are independent and threads share them.
    boolean split = x.shape().rank() > 0 && kept.dim(0) != 1;
    int items = split ? kept.dim(0) : 1;
    int grain = split ? 1 + 32768 / Math.max(1, x.size() / Math.max(1, items)) : 1;
    parallel.run(
        items,
        grain,
        (from, to) -> {
          Shape part = split ? x.shape().with(0, to - from) : x.shape();
          int in = split ? from * dense[0] : 0;
          int out = split ? from * outStrides[0] : 0;
          int outs = split ? (to - from) * outStrides[0] : y.size();
          var loop = new StridedLoop(part, new int[] {in, 0}, dense, outStrides);
          if (floating) {
            double count = (double) x.size() / Math.max(1, y.size());
            Elements.store(doubles(op.kind(), x, loop, outs, count), y.array(), out, outs);
          } else {
            Elements.store(longs(op.kind(), x, loop, outs), y.array(), out, outs);
          }
        });
    return y;
  }

  private static double[] doubles(
      Reduce.Kind kind, Tensor x, StridedLoop loop, int outs, double count) {
    double[] acc = new double[outs];
    double[] row = new double[loop.longest()];
    boolean scalar = loop.inner(1) == 0;
    Arrays.fill(
        acc,
        switch (kind) {
          case SUM, MEAN -> 0;
          case PROD -> 1;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        });
    loop.run(
        0,
        loop.tiles(),
        (at, n) -> {
          Elements.load(x.array(), at[0], loop.inner(0), row, n);
          if (scalar) {
            acc[at[1]] = fold(kind, acc[at[1]], row, n);
          } else {
            merge(kind, acc, at[1], row, n);
          }
        });
    if (kind == Reduce.Kind.MEAN) {
      for (int i = 0; i < outs; i++) {
        acc[i] /= count;
      }
    }
    return acc;
  }

  private static double fold(Reduce.Kind kind, double start, double[] row, int n) {
    double a = start;
    for (int i = 0; i < n; i++) {
      switch (kind) {
        case SUM, MEAN -> a += row[i];
        case PROD -> a *= row[i];
        case MAX -> a = Math.max(a, row[i]);
        case MIN -> a = Math.min(a, row[i]);
      }
    }
    return a;
  }

  private static void merge(Reduce.Kind kind, double[] acc, int at, double[] row, int n) {
    switch (kind) {
      case SUM, MEAN -> {
        for (int i = 0; i < n; i++) {
          acc[at + i] += row[i];
        }
      }
      case PROD -> {
        for (int i = 0; i < n; i++) {
          acc[at + i] *= row[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          acc[at + i] = Math.max(acc[at + i], row[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          acc[at + i] = Math.min(acc[at + i], row[i]);
        }
      }
    }
  }

  private static long[] longs(Reduce.Kind kind, Tensor x, StridedLoop loop, int outs) {
    long[] acc = new long[outs];
    long[] row = new long[loop.longest()];
    int step = loop.inner(1);
    Arrays.fill(
        acc,
        switch (kind) {
          case SUM, MEAN -> 0;
          case PROD -> 1;
          case MAX -> Long.MIN_VALUE;
          case MIN -> Long.MAX_VALUE;
        });
    loop.run(
        0,
        loop.tiles(),
        (at, n) -> {
          Elements.load(x.array(), at[0], loop.inner(0), row, n);
          for (int i = 0; i < n; i++) {
            int o = at[1] + i * step;
            acc[o] =
                switch (kind) {
                  case SUM, MEAN -> acc[o] + row[i];
                  case PROD -> acc[o] * row[i];
                  case MAX -> Math.max(acc[o], row[i]);
                  case MIN -> Math.min(acc[o], row[i]);
                };
          }
        });
    return acc;
  }

  /** The first NaN counts as largest and as smallest, as in NumPy. */
  Tensor position(ArgReduce op, Tensor x, TensorType type) {
    Tensor y = Tensor.zeros(type);
    var axis = new Axis(x.shape(), op.axis());
    if (axis.n() == 0 && y.size() > 0) {
      throw new IllegalArgumentException(
          "arg_reduce: axis %d of %s is empty".formatted(op.axis(), x.type()));
    }
    boolean max = op.kind() == ArgReduce.Kind.MAX;
    int[] out = (int[]) y.array();
    parallel.run(
        axis.lanes(),
        1 + 16384 / Math.max(1, axis.n()),
        (from, to) -> {
          double[] d = new double[axis.n()];
          long[] l = new long[axis.n()];
          for (int lane = from; lane < to; lane++) {
            if (x.dtype().isFloating()) {
              Elements.load(x.array(), axis.start(lane), axis.step(), d, axis.n());
              out[lane] = first(d, max);
            } else {
              Elements.load(x.array(), axis.start(lane), axis.step(), l, axis.n());
              out[lane] = first(l, max);
            }
          }
        });
    return y;
  }

  private static int first(double[] row, boolean max) {
    int best = 0;
    for (int i = 0; i < row.length; i++) {
      if (Double.isNaN(row[i])) {
        return i;
      }
      if (max ? row[i] > row[best] : row[i] < row[best]) {
        best = i;
      }
    }
    return best;
  }

  private static int first(long[] row, boolean max) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (max ? row[i] > row[best] : row[i] < row[best]) {
        best = i;
      }
    }
    return best;
  }

  Tensor cumSum(CumSum op, Tensor x) {
    Tensor y = Tensor.zeros(x.type());
    var axis = new Axis(x.shape(), op.axis());
    int n = axis.n();
    parallel.run(
        axis.lanes(),
        1 + 16384 / Math.max(1, n),
        (from, to) -> {
          double[] d = new double[n];
          long[] l = new long[n];
          for (int lane = from; lane < to; lane++) {
            int at = axis.start(lane);
            if (x.dtype().isFloating()) {
              Elements.load(x.array(), at, axis.step(), d, n);
              accumulate(op, d);
              for (int i = 0; i < n; i++) {
                Elements.set(y.array(), at + i * axis.step(), d[i]);
              }
            } else {
              Elements.load(x.array(), at, axis.step(), l, n);
              accumulate(op, l);
              for (int i = 0; i < n; i++) {
                Elements.set(y.array(), at + i * axis.step(), l[i]);
              }
            }
          }
        });
    return y;
  }

  private static void accumulate(CumSum op, double[] row) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      int i = op.reverse() ? row.length - 1 - k : k;
      double before = sum;
      sum += row[i];
      row[i] = op.exclusive() ? before : sum;
    }
  }

  private static void accumulate(CumSum op, long[] row) {
    long sum = 0;
    for (int k = 0; k < row.length; k++) {
      int i = op.reverse() ? row.length - 1 - k : k;
      long before = sum;
      sum += row[i];
      row[i] = op.exclusive() ? before : sum;
    }
  }
}
