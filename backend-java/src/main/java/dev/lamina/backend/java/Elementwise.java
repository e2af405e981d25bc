package dev.lamina.backend.java;

import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Unary, binary, comparison, select and cast: tile by tile in double or long. */
final class Elementwise {
  /** Makes the function of one thread, which may own scratch memory. */
  private interface Work {
    StridedLoop.Tile begin();
  }

  private final Parallel parallel;

  Elementwise(Parallel parallel) {
    this.parallel = parallel;
  }

  private void each(StridedLoop loop, Work work) {
    parallel.run(loop.tiles(), loop.grain(), (from, to) -> loop.run(from, to, work.begin()));
  }

  private static StridedLoop loop(TensorType type, List<Tensor> in) {
    return StridedLoop.broadcast(
        type.shape(), in.stream().map(Tensor::shape).toArray(dev.lamina.tensor.Shape[]::new));
  }

  Tensor unary(Unary.Kind kind, List<Tensor> in, TensorType type) {
    Object x = in.get(0).array();
    Tensor y = Tensor.zeros(type);
    StridedLoop loop = loop(type, in);
    if (kind == Unary.Kind.IS_FINITE) {
      each(
          loop,
          () -> {
            double[] a = new double[loop.longest()];
            long[] b = new long[loop.longest()];
            return (at, n) -> {
              Elements.load(x, at[1], loop.inner(1), a, n);
              for (int i = 0; i < n; i++) {
                b[i] = Double.isFinite(a[i]) ? 1 : 0;
              }
              Elements.store(b, y.array(), at[0], n);
            };
          });
    } else if (type.dtype().isFloating()) {
      each(
          loop,
          () -> {
            double[] a = new double[loop.longest()];
            return (at, n) -> {
              Elements.load(x, at[1], loop.inner(1), a, n);
              Functions.apply(kind, a, n);
              Elements.store(a, y.array(), at[0], n);
            };
          });
    } else {
      each(
          loop,
          () -> {
            long[] a = new long[loop.longest()];
            return (at, n) -> {
              Elements.load(x, at[1], loop.inner(1), a, n);
              Functions.apply(kind, a, n);
              Elements.store(a, y.array(), at[0], n);
            };
          });
    }
    return y;
  }

  Tensor binary(Binary.Kind kind, List<Tensor> in, TensorType type) {
    Object p = in.get(0).array();
    Object q = in.get(1).array();
    Tensor y = Tensor.zeros(type);
    StridedLoop loop = loop(type, in);
    if (type.dtype().isFloating()) {
      each(
          loop,
          () -> {
            double[] a = new double[loop.longest()];
            double[] b = new double[loop.longest()];
            return (at, n) -> {
              Elements.load(p, at[1], loop.inner(1), a, n);
              Elements.load(q, at[2], loop.inner(2), b, n);
              Functions.apply(kind, a, b, n);
              Elements.store(a, y.array(), at[0], n);
            };
          });
    } else {
      each(
          loop,
          () -> {
            long[] a = new long[loop.longest()];
            long[] b = new long[loop.longest()];
            return (at, n) -> {
              Elements.load(p, at[1], loop.inner(1), a, n);
              Elements.load(q, at[2], loop.inner(2), b, n);
              Functions.apply(kind, a, b, n);
              Elements.store(a, y.array(), at[0], n);
            };
          });
    }
    return y;
  }

  Tensor compare(Compare.Kind kind, List<Tensor> in, TensorType type) {
    Object p = in.get(0).array();
    Object q = in.get(1).array();
    Tensor y = Tensor.zeros(type);
    StridedLoop loop = loop(type, in);
    if (in.get(0).dtype().isFloating()) {
      each(
          loop,
          () -> {
            double[] a = new double[loop.longest()];
            double[] b = new double[loop.longest()];
            return (at, n) -> {
              Elements.load(p, at[1], loop.inner(1), a, n);
              Elements.load(q, at[2], loop.inner(2), b, n);
              Functions.compare(kind, a, b, (byte[]) y.array(), at[0], n);
            };
          });
    } else {
      each(
          loop,
          () -> {
            long[] a = new long[loop.longest()];
            long[] b = new long[loop.longest()];
            return (at, n) -> {
              Elements.load(p, at[1], loop.inner(1), a, n);
              Elements.load(q, at[2], loop.inner(2), b, n);
              Functions.compare(kind, a, b, (byte[]) y.array(), at[0], n);
            };
          });
    }
    return y;
  }

  Tensor select(List<Tensor> in, TensorType type) {
    byte[] condition = (byte[]) in.get(0).array();
    Object p = in.get(1).array();
    Object q = in.get(2).array();
    Tensor y = Tensor.zeros(type);
    StridedLoop loop = loop(type, in);
    int step = loop.inner(1);
    if (type.dtype().isFloating()) {
      each(
          loop,
          () -> {
            double[] a = new double[loop.longest()];
            double[] b = new double[loop.longest()];
            return (at, n) -> {
              Elements.load(p, at[2], loop.inner(2), a, n);
              Elements.load(q, at[3], loop.inner(3), b, n);
              for (int i = 0; i < n; i++) {
                a[i] = condition[at[1] + i * step] != 0 ? a[i] : b[i];
              }
              Elements.store(a, y.array(), at[0], n);
            };
          });
    } else {
      each(
          loop,
          () -> {
            long[] a = new long[loop.longest()];
            long[] b = new long[loop.longest()];
            return (at, n) -> {
              Elements.load(p, at[2], loop.inner(2), a, n);
              Elements.load(q, at[3], loop.inner(3), b, n);
              for (int i = 0; i < n; i++) {
                a[i] = condition[at[1] + i * step] != 0 ? a[i] : b[i];
              }
              Elements.store(a, y.array(), at[0], n);
            };
          });
    }
    return y;
  }

  Tensor cast(List<Tensor> in, TensorType type) {
    Tensor x = in.get(0);
    boolean toHalf = type.dtype().isFloating() && type.dtype().bytes() == 2;
    if (x.array() instanceof short[] || toHalf) {
      return x.cast(type.dtype());
    }
    Tensor y = Tensor.zeros(type);
    StridedLoop loop = loop(type, in);
    boolean bool = type.dtype() == DType.BOOL;
    each(
        loop,
        () -> {
          double[] a = new double[loop.longest()];
          long[] b = new long[loop.longest()];
          return (at, n) -> {
            if (type.dtype().isFloating()) {
              Elements.load(x.array(), at[1], loop.inner(1), a, n);
              Elements.store(a, y.array(), at[0], n);
              return;
            }
            if (x.dtype().isFloating()) {
              Elements.load(x.array(), at[1], loop.inner(1), a, n);
              for (int i = 0; i < n; i++) {
                b[i] = bool ? (a[i] != 0 ? 1 : 0) : (long) a[i];
              }
            } else {
              Elements.load(x.array(), at[1], loop.inner(1), b, n);
              for (int i = 0; i < n; i++) {
                b[i] = bool && b[i] != 0 ? 1 : b[i];
              }
            }
            Elements.store(b, y.array(), at[0], n);
          };
        });
    return y;
  }
}
