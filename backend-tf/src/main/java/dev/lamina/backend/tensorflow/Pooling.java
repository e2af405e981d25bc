package dev.lamina.backend.tensorflow;

import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pooling as one or two passes over two spatial axes: TensorFlow's three-dimensional kernels know
 * fewer types and paddings, and both the first largest element and the average of what is not
 * padding are separable: first over height and width, then over depth.
 */
final class Pooling {
  private Pooling() {}

  /** One pass: pooling of x: [batch, a, b, channels] to y. */
  private record Pass(
      Shape x,
      Shape y,
      List<Integer> size,
      List<Integer> stride,
      List<Integer> lo,
      List<Integer> hi) {
    boolean padded() {
      return Stream.concat(lo.stream(), hi.stream()).anyMatch(p -> p > 0);
    }

    /** Whether the padding is what TensorFlow calls SAME. */
    boolean same() {
      for (int i = 0; i < 2; i++) {
        int in = x.dim(i + 1);
        int out = (in + stride.get(i) - 1) / stride.get(i);
        int total = Math.max((out - 1) * stride.get(i) + size.get(i) - in, 0);
        if (y.dim(i + 1) != out || lo.get(i) != total / 2 || hi.get(i) != total - total / 2) {
          return false;
        }
      }
      return true;
    }

    Shape around() {
      return Shape.of(
          x.dim(0), x.dim(1) + lo.get(0) + hi.get(0), x.dim(2) + lo.get(1) + hi.get(1), x.dim(3));
    }

    OpBuilder window(OpBuilder op) {
      return op.integers("ksize", 1, size.get(0), size.get(1), 1)
          .integers("strides", 1, stride.get(0), stride.get(1), 1);
    }
  }

  static void register(Kernels k) {
    k.on(
        Pool.class,
        (e, op, node, in) -> {
          Out y = in.get(0);
          for (Pass p : passes(op.size(), op.window(), node.in(0).shape())) {
            Out x = e.reshape(y, p.x());
            y = op.kind() == Pool.Kind.MAX ? max(e, p, x) : average(e, p, x, node.in(0).dtype());
          }
          return List.of(e.reshape(y, node.result(0).shape()));
        });
    k.on(
        MaxPoolGrad.class,
        (e, op, node, in) -> {
          List<Pass> passes = passes(op.size(), op.window(), node.in(0).shape());
          var xs = new ArrayList<Out>(List.of(in.get(0)));
          for (Pass p : passes.subList(0, passes.size() - 1)) {
            xs.add(max(e, p, e.reshape(xs.get(xs.size() - 1), p.x())));
          }
          Out y = in.get(1);
          Out g = in.get(2);
          for (int i = passes.size() - 1; i >= 0; i--) {
            Pass p = passes.get(i);
            Out x = e.reshape(xs.get(i), p.x());
            OpBuilder grad = e.op("MaxPoolGrad").in(x, e.reshape(y, p.y()), e.reshape(g, p.y()));
            g = explicit(p.window(grad), p).out();
            y = xs.get(i);
          }
          return List.of(e.reshape(g, node.result(0).shape()));
        });
    k.on(
        AvgPoolGrad.class,
        (e, op, node, in) -> {
          List<Pass> passes = passes(op.size(), op.window(), op.input());
          Out g = in.get(0);
          for (int i = passes.size() - 1; i >= 0; i--) {
            Pass p = passes.get(i);
            g = averageGrad(e, p, e.reshape(g, p.y()), node.in(0).dtype());
          }
          return List.of(e.reshape(g, op.input()));
        });
  }

  private static List<Pass> passes(List<Integer> size, Window w, Shape x) {
    int n = x.dim(0);
    int c = x.dim(-1);
    List<Integer> s = w.strides();
    List<Integer> lo = w.padLo();
    List<Integer> hi = w.padHi();
    int[] out = new int[size.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (x.dim(i + 1) + lo.get(i) + hi.get(i) - size.get(i)) / s.get(i) + 1;
    }
    return switch (out.length) {
      case 1 ->
          List.of(
              new Pass(
                  Shape.of(n, 1, x.dim(1), c),
                  Shape.of(n, 1, out[0], c),
                  List.of(1, size.get(0)),
                  List.of(1, s.get(0)),
                  List.of(0, lo.get(0)),
                  List.of(0, hi.get(0))));
      case 2 -> List.of(new Pass(x, Shape.of(n, out[0], out[1], c), size, s, lo, hi));
      default -> {
        int d = x.dim(1);
        yield List.of(
            new Pass(
                Shape.of(n * d, x.dim(2), x.dim(3), c),
                Shape.of(n * d, out[1], out[2], c),
                size.subList(1, 3),
                s.subList(1, 3),
                lo.subList(1, 3),
                hi.subList(1, 3)),
            new Pass(
                Shape.of(n, d, out[1] * out[2], c),
                Shape.of(n, out[0], out[1] * out[2], c),
                List.of(size.get(0), 1),
                List.of(s.get(0), 1),
                List.of(lo.get(0), 0),
                List.of(hi.get(0), 0)));
      }
    };
  }

  private static Out max(Emit e, Pass p, Out x) {
    return explicit(p.window(e.op("MaxPool").in(x)), p).out();
  }

  private static OpBuilder explicit(OpBuilder op, Pass p) {
    return p.padded()
        ? op.text("padding", "EXPLICIT")
            .integers(
                "explicit_paddings", 0, 0, p.lo.get(0), p.hi.get(0), p.lo.get(1), p.hi.get(1), 0, 0)
        : op.text("padding", "VALID");
  }

  private static Out average(Emit e, Pass p, Out x, DType dtype) {
    if (!p.padded() || p.same()) {
      return p.window(e.op("AvgPool").in(x)).text("padding", p.padded() ? "SAME" : "VALID").out();
    }
    Out around =
        e.pad(
            x,
            new TensorType(dtype, p.x()),
            new int[] {0, p.lo.get(0), p.lo.get(1), 0},
            new int[] {0, p.hi.get(0), p.hi.get(1), 0},
            0);
    Out y = p.window(e.op("AvgPool").in(around)).text("padding", "VALID").out();
    return e.op("Mul", y, paddingShare(e, p, dtype));
  }

  private static Out averageGrad(Emit e, Pass p, Out g, DType dtype) {
    if (!p.padded() || p.same()) {
      return p.window(e.op("AvgPoolGrad").in(e.ints(p.x().toArray()), g))
          .text("padding", p.padded() ? "SAME" : "VALID")
          .out();
    }
    Out scaled = e.op("Mul", g, paddingShare(e, p, dtype));
    Out around =
        p.window(e.op("AvgPoolGrad").in(e.ints(p.around().toArray()), scaled))
            .text("padding", "VALID")
            .out();
    return e.slice(around, new int[] {0, p.lo.get(0), p.lo.get(1), 0}, p.x().toArray());
  }

  /** Window size / elements of the window that are no padding, [1, a, b, 1]. */
  private static Out paddingShare(Emit e, Pass p, DType dtype) {
    int a = p.y().dim(1);
    int b = p.y().dim(2);
    double[] share = new double[a * b];
    for (int i = 0; i < share.length; i++) {
      int counted = counted(p, 0, i / b) * counted(p, 1, i % b);
      share[i] = (double) (p.size.get(0) * p.size.get(1)) / counted;
    }
    return e.constant(Tensor.wrap(share, Shape.of(1, a, b, 1)).cast(dtype));
  }

  private static int counted(Pass p, int axis, int at) {
    int from = at * p.stride.get(axis) - p.lo.get(axis);
    return Math.min(from + p.size.get(axis), p.x().dim(axis + 1)) - Math.max(from, 0);
  }
}
