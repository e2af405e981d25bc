package dev.lamina.backend.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_OperationName;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Ops that take integer indices. */
final class Indexing {
  private Indexing() {}

  static void register(Kernels k) {
    k.on(Gather.class, (e, op, node, in) -> List.of(gather(e, op, node, in)));
    k.on(ScatterAdd.class, (e, op, node, in) -> List.of(scatterAdd(e, op, node, in)));
    k.on(OneHot.class, (e, op, node, in) -> List.of(oneHot(e, op, in.get(0))));
  }

  private static Out gather(Emit e, Gather op, Node node, List<Out> in) {
    Out y = e.op("GatherV2", in.get(0), in.get(1), e.intScalar(op.axis()));
    e.gathers.put(TF_OperationName(y.operation()).getString(), node);
    return y;
  }

  /** Segment sums want the indexed axes in front. */
  private static Out scatterAdd(Emit e, ScatterAdd op, Node node, List<Out> in) {
    Shape updates = node.in(1).shape();
    int axis = op.axis();
    int indexed = node.in(0).rank();
    Out u = in.get(1);
    if (axis > 0) {
      u = e.transpose(u, move(updates.rank(), axis, indexed, 0));
    }
    Out sums = e.op("UnsortedSegmentSum", u, in.get(0), e.intScalar(op.size()));
    return axis == 0 ? sums : e.transpose(sums, move(node.result(0).rank(), 0, 1, axis));
  }

  /** The permutation that moves {@code count} axes from {@code from} to {@code to}. */
  private static int[] move(int rank, int from, int count, int to) {
    List<Integer> moved = IntStream.range(from, from + count).boxed().toList();
    var rest = new java.util.ArrayList<>(IntStream.range(0, rank).boxed().toList());
    rest.removeAll(moved);
    rest.addAll(to, moved);
    return Structure.array(rest);
  }

  private static Out oneHot(Emit e, OneHot op, Out indices) {
    return e.op(
        "OneHot",
        indices,
        e.intScalar(op.depth()),
        e.scalar(op.dtype(), 1),
        e.scalar(op.dtype(), 0));
  }
}
