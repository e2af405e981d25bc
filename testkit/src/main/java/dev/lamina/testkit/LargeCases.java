package dev.lamina.testkit;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.LayerNorm;
import dev.lamina.graph.op.Lstm;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes at which engines block, vectorize and share work among threads. Factors of long sums are
 * small, so that the tolerance, which is absolute for small results, bounds their rounding too.
 */
final class LargeCases {
  private LargeCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    all.add(
        OpCase.plain(
            "EXP of many", Unary.class, List.of(Arg.real(100_003)), in -> in.get(0).exp()));
    all.add(
        OpCase.plain(
            "SQRT of many rows",
            Unary.class,
            List.of(Arg.between(0, 4, 1031, 97)),
            in -> in.get(0).sqrt()));
    for (int[] right : new int[][] {{1031, 97}, {97}, {1031, 1}, {}}) {
      all.add(
          OpCase.plain(
              "MUL with large and " + Shape.of(right),
              Binary.class,
              List.of(Arg.real(1031, 97), Arg.real(right)),
              in -> in.get(0).times(in.get(1))));
    }
    for (int axis = 0; axis < 2; axis++) {
      int a = axis;
      for (Reduce.Kind kind : List.of(Reduce.Kind.SUM, Reduce.Kind.MEAN, Reduce.Kind.MAX)) {
        all.add(
            OpCase.plain(
                "%s of large over %d".formatted(kind, a),
                Reduce.class,
                List.of(Arg.between(-0.1, 0.1, 1031, 97)),
                in -> in.get(0).reduce(kind, false, a)));
      }
      all.add(
          OpCase.plain(
              "large over " + a,
              Softmax.class,
              List.of(Arg.real(311, 203)),
              in -> Value.of(new Softmax(a), in)));
    }
    all.add(
        OpCase.plain(
            "large",
            Transpose.class,
            List.of(Arg.real(101, 67, 9)),
            in -> in.get(0).transpose(2, 0, 1)));
    linear(all);
    convolution(all);
    indexing(all);
    return all;
  }

  private static void linear(List<OpCase> all) {
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        int[] a = ta ? new int[] {301, 257} : new int[] {257, 301};
        int[] b = tb ? new int[] {129, 301} : new int[] {301, 129};
        all.add(
            OpCase.plain(
                "large, transposed %s %s".formatted(ta, tb),
                MatMul.class,
                List.of(Arg.real(a), Arg.between(-0.1, 0.1, b)),
                in -> in.get(0).matmul(in.get(1), ta, tb)));
      }
    }
    all.add(
        OpCase.plain(
            "many heads",
            MatMul.class,
            List.of(Arg.real(4, 8, 33, 16), Arg.between(-0.5, 0.5, 4, 8, 31, 16)),
            in -> in.get(0).matmul(in.get(1), false, true)));
    all.add(
        new OpCase(
            "large",
            LayerNorm.class,
            List.of(Arg.real(203, 257), Arg.real(257), Arg.real(257)),
            in -> Node.of(new LayerNorm(1e-5), in).results(),
            false));
    all.add(
        new OpCase(
            "large",
            BatchNorm.class,
            List.of(Arg.real(7, 17, 19, 33), Arg.real(33), Arg.real(33)),
            in -> Node.of(new BatchNorm(1e-3), in).results(),
            false));
    all.add(
        new OpCase(
            "large",
            Lstm.class,
            List.of(
                Arg.real(17, 23, 19),
                Arg.between(-1, 1, 17, 37),
                Arg.between(-1, 1, 17, 37),
                Arg.between(-0.3, 0.3, 19, 148),
                Arg.between(-0.3, 0.3, 37, 148),
                Arg.between(-0.1, 0.1, 148)),
            in -> Node.of(new Lstm(false), in).results(),
            false));
  }

  private static void convolution(List<OpCase> all) {
    Window same = new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));
    Arg x = Arg.real(9, 15, 14, 17);
    Arg k = Arg.between(-0.1, 0.1, 3, 3, 17, 33);
    Arg g = Arg.between(-0.05, 0.05, 9, 15, 14, 33);
    all.add(
        OpCase.plain("large", Conv.class, List.of(x, k), in -> Value.of(new Conv(same, 1), in)));
    all.add(
        OpCase.plain(
            "large",
            ConvInputGrad.class,
            List.of(g, k),
            in -> Value.of(new ConvInputGrad(same, 1, x.type().shape()), in)));
    all.add(
        OpCase.plain(
            "large",
            ConvKernelGrad.class,
            List.of(x, g),
            in -> Value.of(new ConvKernelGrad(same, 1, k.type().shape()), in)));
    // Sums of a thousand products for a few weights.
    for (int groups : new int[] {1, 3}) {
      Shape kernel = Shape.of(3, 3, 3 / groups, 6);
      all.add(
          OpCase.plain(
              "many samples, %d groups".formatted(groups),
              ConvKernelGrad.class,
              List.of(Arg.real(5, 17, 13, 3), Arg.between(-0.5, 0.5, 5, 17, 13, 6)),
              in -> Value.of(new ConvKernelGrad(same, groups, kernel), in)));
    }
    all.add(
        OpCase.plain(
            "large, depthwise",
            Conv.class,
            List.of(Arg.real(3, 15, 14, 32), Arg.real(3, 3, 1, 32)),
            in -> Value.of(new Conv(same, 32), in)));
    Window two = new Window(List.of(2, 2), List.of(0, 0), List.of(1, 1), List.of(1, 1));
    for (Pool.Kind kind : Pool.Kind.values()) {
      all.add(
          OpCase.plain(
              kind + " large",
              Pool.class,
              List.of(Arg.real(9, 27, 26, 17)),
              in -> Value.of(new Pool(kind, List.of(3, 3), two), in)));
    }
  }

  private static void indexing(List<OpCase> all) {
    all.add(
        OpCase.plain(
            "large",
            Gather.class,
            List.of(Arg.real(1009, 33), Arg.of(DType.INT32, 0, 1009, 64, 50)),
            in -> in.get(0).gather(0, in.get(1))));
    all.add(
        OpCase.plain(
            "large",
            ScatterAdd.class,
            List.of(Arg.of(DType.INT32, 0, 101, 64, 50), Arg.between(-0.1, 0.1, 64, 50, 33)),
            in -> Value.of(new ScatterAdd(0, 101), in)));
  }
}
