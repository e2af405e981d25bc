package dev.lamina.testkit;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.TopK;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Gather, scatter-add, one-hot, top-k, random numbers. */
final class IndexingCases {
  private IndexingCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    for (DType d : List.of(DType.INT32, DType.INT64)) {
      all.add(gather(0, true, Arg.real(5, 3), Arg.of(d, 0, 5, 13)));
      all.add(gather(1, true, Arg.real(2, 7, 3), Arg.of(d, 0, 7, 2, 2)));
      all.add(gather(2, true, Arg.real(2, 3, 5), Arg.of(d, 0, 5, 4)));
      all.add(gather(0, true, Arg.real(5, 3), Arg.of(d, 0, 5)));
      all.add(gather(0, true, Arg.real(13), Arg.of(d, 0, 13, 1)));
      all.add(gather(0, true, Arg.real(30), Arg.of(d, 0, 30, 6, 1)));
      all.add(gather(0, true, Arg.real(13), Arg.of(d, 0, 13, 2, 3)));
      all.add(gather(0, false, Arg.real(5, 3), Arg.of(d, 0, 5, 0)));
      all.add(gather(0, false, Arg.of(DType.INT32, 0, 9, 5), Arg.of(d, 0, 5, 7)));
      all.add(scatter(0, 5, true, Arg.of(d, 0, 5, 13), Arg.real(13, 3)));
      all.add(scatter(1, 4, true, Arg.of(d, 0, 4, 2, 3), Arg.real(2, 2, 3, 2)));
      all.add(scatter(0, 3, true, Arg.of(d, 0, 3, 7), Arg.real(7)));
      all.add(scatter(0, 30, true, Arg.of(d, 0, 30, 6, 1), Arg.real(6, 1)));
      all.add(scatter(0, 3, true, Arg.of(d, 0, 3), Arg.real(2)));
      all.add(scatter(0, 3, false, Arg.of(d, 0, 3, 0), Arg.real(0, 2)));
      all.add(oneHot(5, DType.FLOAT32, Arg.of(d, -1, 7, 13)));
      all.add(oneHot(3, DType.FLOAT32, Arg.of(d, 0, 3, 2, 4)));
      all.add(oneHot(3, DType.FLOAT32, Arg.of(d, 0, 3)));
    }
    all.add(oneHot(3, DType.INT32, Arg.of(DType.INT32, 0, 3, 7)));
    all.add(topK(1, Arg.real(13), true));
    all.add(topK(3, Arg.real(4, 13), true));
    all.add(topK(5, Arg.real(2, 3, 5), true));
    all.add(topK(4, Arg.tied(0, 3, 3, 13), false));
    random(all, 1, 0x1234L);
    random(all, 13, -1L);
    random(all, 207, 0x0123456789abcdefL);
    return all;
  }

  private static OpCase gather(int axis, boolean smooth, Arg x, Arg indices) {
    return new OpCase(
        "%s by %s along %d".formatted(x.type(), indices.type(), axis),
        Gather.class,
        List.of(x, indices),
        in -> List.of(Value.of(new Gather(axis), in)),
        smooth);
  }

  private static OpCase scatter(int axis, int size, boolean smooth, Arg indices, Arg updates) {
    return new OpCase(
        "%s by %s into %d along %d".formatted(updates.type(), indices.type(), size, axis),
        ScatterAdd.class,
        List.of(indices, updates),
        in -> List.of(Value.of(new ScatterAdd(axis, size), in)),
        smooth);
  }

  private static OpCase oneHot(int depth, DType dtype, Arg indices) {
    return OpCase.plain(
        "%s into %d %s".formatted(indices.type(), depth, dtype.keras()),
        OneHot.class,
        List.of(indices),
        in -> Value.of(new OneHot(depth, dtype), in));
  }

  private static OpCase topK(int k, Arg x, boolean smooth) {
    return new OpCase(
        "%d of %s %s".formatted(k, x.values(), x.type()),
        TopK.class,
        List.of(x),
        in -> Node.of(new TopK(k), in).results(),
        smooth);
  }

  private static void random(List<OpCase> all, int n, long key) {
    all.add(
        OpCase.plain(
            "%d numbers of key %d".formatted(n, key),
            RandomUniform.class,
            List.of(Arg.of(DType.INT64, 0, 1 << 30)),
            in -> Value.of(new RandomUniform(Shape.of(n), key), in)));
  }
}
