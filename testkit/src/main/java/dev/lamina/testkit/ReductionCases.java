package dev.lamina.testkit;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/** Reduce, arg-reduce, cumulative sum. */
final class ReductionCases {
  private ReductionCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      boolean product = kind == Reduce.Kind.PROD;
      Arg cube = product ? Arg.between(0.5, 1.6, 3, 5, 4) : Arg.real(3, 5, 4);
      for (boolean keep : new boolean[] {false, true}) {
        all.add(reduce(kind, keep, cube, true, 0));
        all.add(reduce(kind, keep, cube, true, 1));
        all.add(reduce(kind, keep, cube, true, 2));
        all.add(reduce(kind, keep, cube, true, 0, 2));
        all.add(reduce(kind, keep, cube, true, 0, 1, 2));
      }
      all.add(reduce(kind, false, product ? Arg.between(0.9, 1.1, 207) : Arg.real(207), true, 0));
      all.add(reduce(kind, false, Arg.real(1), true, 0));
      all.add(reduce(kind, false, Arg.real(2, 1, 3), true, 1));
      all.add(reduce(kind, false, Arg.real(0, 3), false, 1));
      if (kind != Reduce.Kind.MEAN) {
        all.add(reduce(kind, false, Arg.of(DType.INT32, -3, 4, 3, 5), false, 1));
        all.add(reduce(kind, false, Arg.of(DType.INT64, -3, 4, 3, 5), false, 0));
      }
    }
    all.add(reduce(Reduce.Kind.SUM, false, Arg.real(0, 3), false, 0));
    all.add(reduce(Reduce.Kind.PROD, false, Arg.real(0, 3), false, 0));
    all.add(reduce(Reduce.Kind.PROD, false, Arg.tied(0, 3, 4, 3), false, 1));
    for (ArgReduce.Kind kind : ArgReduce.Kind.values()) {
      for (int axis = 0; axis < 3; axis++) {
        all.add(argReduce(kind, axis, Arg.real(3, 13, 2)));
        all.add(argReduce(kind, axis, Arg.tied(0, 3, 3, 13, 2)));
      }
      all.add(argReduce(kind, 0, Arg.of(DType.INT32, 0, 5, 13)));
    }
    for (boolean exclusive : new boolean[] {false, true}) {
      for (boolean reverse : new boolean[] {false, true}) {
        for (int axis = 0; axis < 2; axis++) {
          all.add(cumSum(new CumSum(axis, exclusive, reverse), Arg.real(5, 13), true));
        }
        all.add(cumSum(new CumSum(0, exclusive, reverse), Arg.of(DType.INT32, 0, 5, 13), false));
      }
    }
    return all;
  }

  private static OpCase reduce(
      Reduce.Kind kind, boolean keep, Arg arg, boolean smooth, int... axes) {
    List<Integer> list = java.util.Arrays.stream(axes).boxed().toList();
    return new OpCase(
        "%s of %s over %s%s".formatted(kind, arg.type(), list, keep ? ", kept" : ""),
        Reduce.class,
        List.of(arg),
        in -> List.of(Value.of(new Reduce(kind, list, keep), in)),
        smooth);
  }

  private static OpCase argReduce(ArgReduce.Kind kind, int axis, Arg arg) {
    return OpCase.plain(
        "%s of %s %s over %d".formatted(kind, arg.values(), arg.type(), axis),
        ArgReduce.class,
        List.of(arg),
        in -> Value.of(new ArgReduce(kind, axis), in));
  }

  private static OpCase cumSum(CumSum op, Arg arg, boolean smooth) {
    return new OpCase(
        op + " of " + arg.type(),
        CumSum.class,
        List.of(arg),
        in -> List.of(Value.of(op, in)),
        smooth);
  }
}
