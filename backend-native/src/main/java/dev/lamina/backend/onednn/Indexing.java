package dev.lamina.backend.onednn;

import dev.lamina.backend.RunErrors;
import dev.lamina.graph.Node;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** Ops whose indices are known only when they run: Java loops. */
final class Indexing {
  private Indexing() {}

  static boolean gather(Node head, List<Node> tail, Emission e) {
    int axis = ((Gather) head.op()).axis();
    Shape shape = head.in(0).shape();
    int outer = shape.range(0, axis).intSize();
    int n = shape.dim(axis);
    int bytes = shape.range(axis + 1, shape.rank()).intSize() * head.in(0).dtype().bytes();
    Place table = e.place(head.in(0));
    Place indices = e.place(head.in(1));
    Place out = e.result(head.result(0));
    e.add(
        new JavaStep(
            "gather " + out.shape(),
            List.of(table, indices),
            List.of(out),
            c -> {
              View t = c.view(table);
              View i = c.view(indices);
              View o = c.view(out);
              return () -> gather(head, t.bytes(), i, o.bytes(), outer, n, bytes);
            }));
    return true;
  }

  private static void gather(
      Node node, ByteBuffer table, View indices, ByteBuffer out, int outer, int n, int bytes) {
    int count = indices.size();
    for (int k = 0; k < count; k++) {
      int row = index(node, indices, k, n);
      for (int o = 0; o < outer; o++) {
        int from = (o * n + row) * bytes;
        int to = (o * count + k) * bytes;
        if (bytes == 4) {
          out.putInt(to, table.getInt(from));
        } else {
          out.put(to, table, from, bytes);
        }
      }
    }
  }

  private static int index(Node node, View indices, int at, int n) {
    long i = indices.integer(at);
    if (i < 0 || i >= n) {
      throw RunErrors.index(node, i, Integer.toString(at));
    }
    return (int) i;
  }

  static boolean scatterAdd(Node head, List<Node> tail, Emission e) {
    var op = (ScatterAdd) head.op();
    if (head.result(0).dtype() != DType.FLOAT32) {
      return false;
    }
    Shape shape = head.result(0).shape();
    int outer = shape.range(0, op.axis()).intSize();
    int inner = shape.range(op.axis() + 1, shape.rank()).intSize();
    Place indices = e.place(head.in(0));
    Place updates = e.place(head.in(1));
    Place out = e.result(head.result(0));
    e.add(
        new JavaStep(
            "scatter_add " + shape,
            List.of(indices, updates),
            List.of(out),
            c -> {
              View i = c.view(indices);
              View u = c.view(updates);
              View o = c.view(out);
              var rows = new Rows(head, inner);
              return () -> rows.add(i, u.floats(), o.floats(), outer, op.size());
            }));
    return true;
  }

  /** Adds rows on the heap. */
  private static final class Rows {
    private final Node node;
    private final float[] sum;
    private final float[] term;
    private final float[] zeros = new float[1024];

    Rows(Node node, int inner) {
      this.node = node;
      sum = new float[inner];
      term = new float[inner];
    }

    void add(View indices, FloatBuffer updates, FloatBuffer out, int outer, int size) {
      int inner = sum.length;
      int total = outer * size * inner;
      for (int at = 0; at < total; at += zeros.length) {
        out.put(at, zeros, 0, Math.min(zeros.length, total - at));
      }
      int count = indices.size();
      for (int k = 0; k < count; k++) {
        int row = index(node, indices, k, size);
        for (int o = 0; o < outer; o++) {
          int to = (o * size + row) * inner;
          out.get(to, sum, 0, inner);
          updates.get((o * count + k) * inner, term, 0, inner);
          for (int i = 0; i < inner; i++) {
            sum[i] += term[i];
          }
          out.put(to, sum, 0, inner);
        }
      }
    }
  }

  static boolean oneHot(Node head, List<Node> tail, Emission e) {
    var op = (OneHot) head.op();
    if (op.dtype() != DType.FLOAT32) {
      return false;
    }
    Place indices = e.place(head.in(0));
    Place out = e.result(head.result(0));
    int depth = op.depth();
    e.add(
        new JavaStep(
            "one_hot " + out.shape(),
            List.of(indices),
            List.of(out),
            c -> {
              View i = c.view(indices);
              View o = c.view(out);
              float[] row = new float[depth];
              return () -> oneHot(i, o.floats(), row);
            }));
    return true;
  }

  private static void oneHot(View indices, FloatBuffer out, float[] row) {
    int depth = row.length;
    int count = indices.size();
    for (int k = 0; k < count; k++) {
      out.put(k * depth, row, 0, depth);
      long i = indices.integer(k);
      if (i >= 0 && i < depth) {
        out.put(k * depth + (int) i, 1);
      }
    }
  }

  static boolean argReduce(Node head, List<Node> tail, Emission e) {
    var op = (ArgReduce) head.op();
    Shape shape = head.in(0).shape();
    if (head.in(0).dtype() != DType.FLOAT32 || shape.size() == 0) {
      return false;
    }
    int n = shape.dim(op.axis());
    int outer = shape.range(0, op.axis()).intSize();
    int inner = shape.range(op.axis() + 1, shape.rank()).intSize();
    Place in = e.place(head.in(0));
    Place out = e.result(head.result(0));
    boolean max = op.kind() == ArgReduce.Kind.MAX;
    e.add(
        new JavaStep(
            "arg_reduce " + shape,
            List.of(in),
            List.of(out),
            c -> {
              View x = c.view(in);
              View y = c.view(out);
              return () -> {
                for (int o = 0; o < outer; o++) {
                  for (int i = 0; i < inner; i++) {
                    int first = o * n * inner + i;
                    y.ints().put(o * inner + i, best(x.floats(), first, inner, n, max));
                  }
                }
              };
            }));
    return true;
  }

  /** The first of the largest (or smallest) elements. */
  private static int best(FloatBuffer x, int first, int stride, int n, boolean max) {
    int best = 0;
    float value = x.get(first);
    for (int k = 1; k < n; k++) {
      float v = x.get(first + k * stride);
      if (max ? v > value : v < value) {
        value = v;
        best = k;
      }
    }
    return best;
  }
}
