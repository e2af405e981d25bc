package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reduction_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reduction_min;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reduction_primitive_desc_create;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reductions of floats, one run of neighbouring axes at a time. Large sums are matrix products with
 * ones: the library's reduction over leading axes is forty times slower.
 */
final class Reductions {
  /** Axes [outer, reduced, inner] of a row-major value. */
  record Extent(long outer, long reduced, long inner) {
    long size() {
      return outer * reduced * inner;
    }
  }

  private Reductions() {}

  static boolean emit(Node head, List<Node> tail, Emission e) {
    var op = (Reduce) head.op();
    Shape shape = head.in(0).shape();
    if (head.in(0).dtype() != DType.FLOAT32 || shape.size() == 0) {
      return false;
    }
    List<Extent> stages = stages(shape, op.axes());
    Place from = e.place(head.in(0));
    for (int i = 0; i < stages.size(); i++) {
      Extent x = stages.get(i);
      Place to =
          i == stages.size() - 1
              ? e.result(head.result(0))
              : e.temporary(TensorType.of(DType.FLOAT32, Math.toIntExact(x.outer() * x.inner())));
      emit(op.kind(), x, from, to, e);
      from = to;
    }
    return true;
  }

  /** The runs of reduced axes, the last first: what is before a run is still whole. */
  private static List<Extent> stages(Shape shape, List<Integer> axes) {
    List<Extent> stages = new ArrayList<>();
    long inner = 1;
    int a = shape.rank() - 1;
    while (a >= 0) {
      if (!axes.contains(a) || shape.dim(a) == 1) {
        inner *= shape.dim(a);
        a--;
        continue;
      }
      long reduced = 1;
      while (a >= 0 && (axes.contains(a) || shape.dim(a) == 1)) {
        reduced *= shape.dim(a);
        a--;
      }
      stages.add(new Extent(shape.range(0, a + 1).size(), reduced, inner));
    }
    if (stages.isEmpty()) {
      stages.add(new Extent(shape.size(), 1, 1));
    }
    return stages;
  }

  private static void emit(Reduce.Kind kind, Extent x, Place from, Place to, Emission e) {
    if (x.reduced() == 1) {
      Copy.emit(from, to, e);
      return;
    }
    boolean large = !e.resources().costs().isSmall(Shape.of(Math.toIntExact(x.size())));
    boolean done =
        large
            && switch (kind) {
              case SUM -> sum(x, 1, from, to, e);
              case MEAN -> sum(x, 1.0 / x.reduced(), from, to, e);
              case MAX -> rows(dnnl_reduction_max, x, from, to, e);
              case MIN -> rows(dnnl_reduction_min, x, from, to, e);
              case PROD -> false;
            };
    if (!done) {
      ReduceLoop.emit(kind, x, from, to, e);
    }
  }

  private static boolean sum(Extent x, double scale, Place from, Place to, Emission e) {
    var ops = new PostOps();
    if (scale != 1) {
      ops.eltwise(dnnl_eltwise_linear, scale, 0);
    }
    int r = Math.toIntExact(x.reduced());
    Place ones = e.constant(Tensor.full(TensorType.of(DType.FLOAT32, r), 1));
    var primitives = new Primitives(e);
    Handles h = e.handles();
    if (x.inner() == 1) {
      return primitives.matmul(
          "sum rows [%d, %d]".formatted(x.outer(), r),
          new At(h.dense(x.outer(), r), from),
          new At(h.dense(r, 1), ones),
          new At(h.dense(x.outer(), 1), to),
          ops);
    }
    if (x.outer() == 1) {
      return primitives.matmul(
          "sum columns [%d, %d]".formatted(r, x.inner()),
          new At(h.dense(1, r), ones),
          new At(h.dense(r, x.inner()), from),
          new At(h.dense(1, x.inner()), to),
          ops);
    }
    return primitives.matmul(
        "sum middle [%d, %d, %d]".formatted(x.outer(), r, x.inner()),
        new At(h.dense(1, 1, r), ones),
        new At(h.dense(x.outer(), r, x.inner()), from),
        new At(h.dense(x.outer(), 1, x.inner()), to),
        ops);
  }

  private static boolean rows(int algorithm, Extent x, Place from, Place to, Emission e) {
    if (x.inner() != 1) {
      return false;
    }
    Descriptor in = e.handles().dense(x.outer(), x.reduced());
    Descriptor out = e.handles().dense(x.outer(), 1);
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_reduction_primitive_desc_create(
                        pd, engine, algorithm, in.handle(), out.handle(), 0, 0, attributes))
            .filter(d -> !d.isReference());
    p.ifPresent(
        d ->
            new Call(e, "reduce rows", d)
                .in(DNNL_ARG_SRC, in, from)
                .out(DNNL_ARG_DST, out, to)
                .emit());
    return p.isPresent();
  }
}
