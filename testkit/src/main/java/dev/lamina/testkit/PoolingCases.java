package dev.lamina.testkit;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import java.util.ArrayList;
import java.util.List;

/** Maximum and average pooling in one to three dimensions and their gradients. */
final class PoolingCases {
  private PoolingCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    add(all, Arg.real(2, 9, 3), List.of(2), window(List.of(2), List.of(0), List.of(0)));
    add(all, Arg.real(2, 9, 3), List.of(3), window(List.of(1), List.of(1), List.of(1)));
    add(
        all,
        Arg.real(2, 6, 5, 3),
        List.of(2, 2),
        window(List.of(2, 2), List.of(0, 0), List.of(0, 0)));
    add(
        all,
        Arg.real(2, 5, 7, 3),
        List.of(2, 2),
        window(List.of(2, 2), List.of(0, 0), List.of(1, 1)));
    add(
        all,
        Arg.real(1, 7, 7, 2),
        List.of(3, 3),
        window(List.of(2, 2), List.of(1, 1), List.of(1, 1)));
    add(
        all,
        Arg.real(1, 5, 6, 1),
        List.of(3, 2),
        window(List.of(1, 3), List.of(1, 0), List.of(0, 1)));
    add(
        all,
        Arg.real(1, 4, 4, 13),
        List.of(4, 4),
        window(List.of(1, 1), List.of(0, 0), List.of(0, 0)));
    add(
        all,
        Arg.real(1, 4, 5, 4, 2),
        List.of(2, 2, 2),
        window(List.of(2, 1, 2), List.of(0, 1, 0), List.of(0, 0, 0)));
    return all;
  }

  private static Window window(List<Integer> strides, List<Integer> lo, List<Integer> hi) {
    return new Window(strides, lo, hi, strides.stream().map(s -> 1).toList());
  }

  private static void add(List<OpCase> all, Arg x, List<Integer> size, Window w) {
    String name = "%s by %s, %s".formatted(x.type(), size, w);
    for (Pool.Kind kind : Pool.Kind.values()) {
      all.add(
          OpCase.smooth(
              kind + " " + name,
              Pool.class,
              List.of(x),
              in -> Value.of(new Pool(kind, size, w), in)));
    }
    Pool max = new Pool(Pool.Kind.MAX, size, w);
    int[] y = max.infer(List.of(x.type())).get(0).shape().toArray();
    Arg tied = Arg.tied(0, 3, x.type().shape().toArray());
    for (Arg arg : List.of(x, tied)) {
      all.add(
          OpCase.plain(
              "%s %s".formatted(arg.values(), name),
              MaxPoolGrad.class,
              List.of(arg, Arg.real(y)),
              in ->
                  Value.of(
                      new MaxPoolGrad(size, w), in.get(0), Value.of(max, in.get(0)), in.get(1))));
    }
    all.add(
        OpCase.smooth(
            name,
            AvgPoolGrad.class,
            List.of(Arg.real(y)),
            in -> Value.of(new AvgPoolGrad(size, w, x.type().shape()), in)));
  }
}
