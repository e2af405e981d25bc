package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_accurate;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_log;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Softmax;
import dev.lamina.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** Softmax and its logarithm along an axis. */
final class Softmaxes {
  private Softmaxes() {}

  static boolean softmax(Node head, List<Node> tail, Emission e) {
    int axis = ((Softmax) head.op()).axis();
    return emit(dnnl_softmax_accurate, axis, head, e);
  }

  static boolean logSoftmax(Node head, List<Node> tail, Emission e) {
    int axis = ((LogSoftmax) head.op()).axis();
    return emit(dnnl_softmax_log, axis, head, e);
  }

  private static boolean emit(int algorithm, int axis, Node head, Emission e) {
    return head.result(0).shape().size() > 0
        && emit(algorithm, axis, e.place(head.in(0)), e.result(head.result(0)), e);
  }

  /** From one place to another of the same shape. */
  static boolean emit(int algorithm, int axis, Place from, Place to, Emission e) {
    Shape shape = from.shape();
    if (e.resources().costs().isSmall(shape) && axis == shape.rank() - 1) {
      rows(algorithm == dnnl_softmax_log, from, to, e);
      return true;
    }
    long outer = shape.range(0, axis).size();
    long inner = shape.range(axis + 1, shape.rank()).size();
    Descriptor layout =
        inner == 1
            ? e.handles().dense(outer, shape.dim(axis))
            : e.handles().dense(outer, shape.dim(axis), inner);
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_softmax_forward_primitive_desc_create(
                        pd,
                        engine,
                        dnnl_forward_inference,
                        algorithm,
                        layout.handle(),
                        layout.handle(),
                        1,
                        attributes));
    p.ifPresent(
        d ->
            new Call(e, "softmax " + shape, d)
                .in(DNNL_ARG_SRC, layout, from)
                .out(DNNL_ARG_DST, layout, to)
                .emit());
    return p.isPresent();
  }

  /** A Java loop over a few short rows. */
  private static void rows(boolean log, Place from, Place to, Emission e) {
    int n = from.shape().dim(-1);
    e.add(
        new JavaStep(
            "softmax_rows " + from.shape(),
            List.of(from),
            List.of(to),
            c -> {
              View x = c.view(from);
              View y = c.view(to);
              double[] row = new double[n];
              return () -> {
                for (int at = 0; at < x.size(); at += n) {
                  row(log, x.floats(), y.floats(), at, row);
                }
              };
            }));
  }

  private static void row(boolean log, FloatBuffer x, FloatBuffer y, int at, double[] row) {
    int n = row.length;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x.get(at + i));
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      row[i] = Math.exp(x.get(at + i) - max);
      sum += row[i];
    }
    if (log) {
      double shift = max + Math.log(sum);
      for (int i = 0; i < n; i++) {
        y.put(at + i, (float) (x.get(at + i) - shift));
      }
    } else {
      for (int i = 0; i < n; i++) {
        y.put(at + i, (float) (row[i] / sum));
      }
    }
  }
}
