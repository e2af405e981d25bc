package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Large broadcasts over one run of axes as products with a matrix of ones, which the library
 * divides among threads. (Of a negative zero that keeps the zero only.)
 */
final class Broadcasts {
  private Broadcasts() {}

  /** Whether the library does it. */
  static boolean worthPrimitive(Node n, Costs costs) {
    Shape shape = n.result(0).shape();
    return n.result(0).dtype() == DType.FLOAT32
        && !costs.isSmall(shape)
        && shape.size() > 0
        && n.in(0).shape().size() > 1;
  }

  static boolean emit(Node head, List<Node> tail, Emission e) {
    Shape from = head.in(0).shape();
    Shape to = head.result(0).shape();
    if (!worthPrimitive(head, e.resources().costs())) {
      return false;
    }
    // What is repeated must be one run of axes: [outer, repeats, inner].
    int lead = to.rank() - from.rank();
    int first = 0;
    while (first < to.rank() && !repeats(first, lead, from, to)) {
      first++;
    }
    int end = first;
    while (end < to.rank() && (to.dim(end) == 1 || repeats(end, lead, from, to))) {
      end++;
    }
    for (int a = end; a < to.rank(); a++) {
      if (repeats(a, lead, from, to)) {
        return false;
      }
    }
    long outer = to.range(0, first).size();
    int repeats = to.range(first, end).intSize();
    long inner = to.range(end, to.rank()).size();
    Place ones = e.constant(Tensor.full(TensorType.of(DType.FLOAT32, repeats), 1));
    Place x = e.place(head.in(0));
    Place y = e.result(head.result(0));
    Handles h = e.handles();
    String name = "broadcast " + to;
    var primitives = new Primitives(e);
    return inner == 1
        ? primitives.matmul(
            name,
            new At(h.dense(outer, 1), x),
            new At(h.dense(1, repeats), ones),
            new At(h.dense(outer, repeats), y),
            new PostOps())
        : primitives.matmul(
            name,
            new At(h.dense(1, repeats, 1), ones),
            new At(h.dense(outer, 1, inner), x),
            new At(h.dense(outer, repeats, inner), y),
            new PostOps());
  }

  private static boolean repeats(int axis, int lead, Shape from, Shape to) {
    return to.dim(axis) != 1 && (axis < lead || from.dim(axis - lead) == 1);
  }
}
