package dev.lamina.testkit;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Unary, binary, compare, select, cast, constant. */
final class ElementwiseCases {
  private static final List<DType> NUMBERS =
      List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.UINT8);

  private ElementwiseCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    unary(all);
    binary(all);
    compare(all);
    select(all);
    cast(all);
    all.add(
        OpCase.plain(
            "added to an input",
            Constant.class,
            List.of(Arg.real(2, 3)),
            in ->
                in.get(0)
                    .cast(DType.FLOAT32)
                    .plus(Value.constant(Tensor.of(new float[] {1, -2, 0.5f})))));
    all.add(
        OpCase.plain(
            "returned as it is",
            Constant.class,
            List.of(),
            in -> Value.constant(Tensor.of(new int[] {3, -4}, 2, 1))));
    return all;
  }

  private static void unary(List<OpCase> all) {
    for (Unary.Kind kind : Unary.Kind.values()) {
      switch (kind) {
        case NOT -> all.add(plain(kind, "bool", Arg.of(DType.BOOL, 0, 2, 13)));
        case IS_FINITE -> {
          all.add(plain(kind, "finite", Arg.real(13)));
          all.add(
              OpCase.plain(
                  kind + " of x / 0",
                  Unary.class,
                  List.of(Arg.real(13), Arg.tied(0, 2, 13)),
                  in -> in.get(0).div(in.get(1)).unary(kind)));
        }
        case FLOOR, CEIL, ROUND, SIGN -> {
          all.add(smooth(kind, Arg.between(-3, 3, 207)));
          all.add(plain(kind, "at whole numbers", Arg.tied(-3, 4, 13)));
        }
        case LOG, SQRT, RSQRT -> all.add(smooth(kind, Arg.between(0.1, 4, 207)));
        case LOG1P -> all.add(smooth(kind, Arg.between(-0.8, 4, 207)));
        case SOFTPLUS, SIGMOID, TANH -> {
          all.add(smooth(kind, Arg.between(-4, 4, 207)));
          all.add(plain(kind, "far out", Arg.between(-200, 200, 13)));
        }
        default -> all.add(smooth(kind, Arg.real(207)));
      }
    }
    all.add(
        OpCase.plain(
            "ROUND of halves",
            Unary.class,
            List.of(Arg.tied(-5, 6, 13)),
            in -> in.get(0).times(0.5).unary(Unary.Kind.ROUND)));
    for (Unary.Kind kind :
        List.of(
            Unary.Kind.NEG, Unary.Kind.ABS, Unary.Kind.SIGN, Unary.Kind.SQUARE, Unary.Kind.RELU)) {
      all.add(plain(kind, "int32", Arg.of(DType.INT32, -9, 10, 13)));
      all.add(plain(kind, "int64", Arg.of(DType.INT64, -9, 10, 13)));
    }
    all.add(plain(Unary.Kind.RELU, "one element", Arg.real(1)));
    all.add(plain(Unary.Kind.TANH, "a scalar", Arg.real()));
    all.add(plain(Unary.Kind.EXP, "nothing", Arg.real(0, 3)));
  }

  private static OpCase plain(Unary.Kind kind, String what, Arg arg) {
    return OpCase.plain(
        kind + " of " + what, Unary.class, List.of(arg), in -> in.get(0).unary(kind));
  }

  private static OpCase smooth(Unary.Kind kind, Arg arg) {
    return OpCase.smooth(kind.toString(), Unary.class, List.of(arg), in -> in.get(0).unary(kind));
  }

  private static void binary(List<OpCase> all) {
    for (Binary.Kind kind : Binary.Kind.values()) {
      if (kind == Binary.Kind.AND || kind == Binary.Kind.OR) {
        Arg bool = Arg.of(DType.BOOL, 0, 2, 13);
        all.add(binary(kind, "bool", bool, bool, false));
        all.add(binary(kind, "bool with one", bool, Arg.of(DType.BOOL, 0, 2, 1), false));
        for (DType d : List.of(DType.INT32, DType.INT64, DType.UINT8)) {
          int least = d == DType.UINT8 ? 0 : -200;
          all.add(
              binary(
                  kind, d.keras(), Arg.of(d, least, 200, 207), Arg.of(d, least, 200, 207), false));
          all.add(
              binary(
                  kind,
                  d.keras() + " of a row",
                  Arg.of(d, least, 99, 3, 5),
                  Arg.of(d, 0, 99, 5),
                  false));
        }
        continue;
      }
      double lo = kind == Binary.Kind.POW ? 0.2 : -2;
      all.add(binary(kind, "one shape", Arg.between(lo, 2, 207), right(kind, 207), true));
      all.add(binary(kind, "a row", Arg.between(lo, 2, 13, 3), right(kind, 3), true));
      all.add(binary(kind, "a column", Arg.between(lo, 2, 13, 3), right(kind, 13, 1), true));
      all.add(
          binary(kind, "both broadcast", Arg.between(lo, 2, 3, 1, 5), right(kind, 1, 4, 1), true));
      all.add(binary(kind, "a scalar", Arg.between(lo, 2), right(kind, 2, 3), true));
      all.add(binary(kind, "a middle axis", Arg.between(lo, 2, 2, 3, 4), right(kind, 3, 1), true));
      all.add(binary(kind, "nothing", Arg.between(lo, 2, 0, 3), right(kind, 3), false));
      int least = kind == Binary.Kind.POW ? 0 : -9;
      for (DType d : List.of(DType.INT32, DType.INT64)) {
        boolean small = kind == Binary.Kind.POW || kind == Binary.Kind.DIV;
        all.add(
            binary(
                kind,
                d.keras(),
                Arg.of(d, -9, 10, 13),
                small
                    ? Arg.of(d, kind == Binary.Kind.DIV ? 1 : 0, 4, 13)
                    : Arg.of(d, least, 10, 13),
                false));
      }
    }
    all.add(binary(Binary.Kind.DIV, "zero", Arg.between(-2, 2, 13), Arg.tied(0, 1, 13), false));
    all.add(
        binary(Binary.Kind.POW, "negative bases", Arg.tied(-3, 4, 13), Arg.tied(0, 4, 13), false));
    all.add(binary(Binary.Kind.MAX, "ties", Arg.tied(0, 3, 13), Arg.tied(0, 3, 13), false));
  }

  private static Arg right(Binary.Kind kind, int... dims) {
    // Away from the poles of division, apart from the left operand for max and min.
    return kind == Binary.Kind.DIV ? Arg.between(0.5, 2, dims) : Arg.between(-1.7, 1.4, dims);
  }

  private static OpCase binary(Binary.Kind kind, String what, Arg a, Arg b, boolean smooth) {
    return new OpCase(
        kind + " with " + what,
        Binary.class,
        List.of(a, b),
        in -> List.of(in.get(0).binary(kind, in.get(1))),
        smooth);
  }

  private static void compare(List<OpCase> all) {
    for (Compare.Kind kind : Compare.Kind.values()) {
      all.add(compare(kind, "ties", Arg.tied(0, 4, 13), Arg.tied(0, 4, 13)));
      all.add(compare(kind, "a column", Arg.tied(0, 4, 3, 5), Arg.tied(0, 4, 3, 1)));
      all.add(compare(kind, "int32", Arg.of(DType.INT32, 0, 4, 13), Arg.of(DType.INT32, 0, 4, 1)));
      all.add(compare(kind, "int64", Arg.of(DType.INT64, 0, 4, 13), Arg.of(DType.INT64, 0, 4, 13)));
    }
    Arg bool = Arg.of(DType.BOOL, 0, 2, 13);
    all.add(compare(Compare.Kind.EQ, "bool", bool, bool));
    Arg zero = Arg.tied(0, 1, 13);
    all.add(
        OpCase.plain(
            "NaN is unequal to itself",
            Compare.class,
            List.of(zero),
            in -> {
              Value nan = in.get(0).div(in.get(0));
              return nan.compare(Compare.Kind.NE, nan);
            }));
  }

  private static OpCase compare(Compare.Kind kind, String what, Arg a, Arg b) {
    return OpCase.plain(
        kind + " with " + what,
        Compare.class,
        List.of(a, b),
        in -> in.get(0).compare(kind, in.get(1)));
  }

  private static void select(List<OpCase> all) {
    all.add(select("one shape", true, Arg.of(DType.BOOL, 0, 2, 207), Arg.real(207), Arg.real(207)));
    all.add(
        select(
            "all broadcast", true, Arg.of(DType.BOOL, 0, 2, 3, 1, 1), Arg.real(4, 1), Arg.real(5)));
    all.add(select("a scalar", true, Arg.of(DType.BOOL, 0, 2, 13), Arg.real(13), Arg.real()));
    for (DType d : List.of(DType.INT32, DType.INT64, DType.BOOL)) {
      Arg arg = Arg.of(d, 0, 2, 13);
      all.add(select(d.keras(), false, Arg.of(DType.BOOL, 0, 2, 13), arg, arg));
    }
    all.add(
        OpCase.plain(
            "hides NaN",
            Select.class,
            List.of(Arg.tied(-2, 3, 13)),
            in -> in.get(0).gt(0).select(in.get(0).log(), in.get(0))));
  }

  private static OpCase select(String what, boolean smooth, Arg c, Arg a, Arg b) {
    return new OpCase(
        what,
        Select.class,
        List.of(c, a, b),
        in -> List.of(in.get(0).select(in.get(1), in.get(2))),
        smooth);
  }

  private static void cast(List<OpCase> all) {
    for (DType from : NUMBERS) {
      for (DType to : List.of(DType.FLOAT32, DType.INT32, DType.INT64, DType.UINT8, DType.BOOL)) {
        if (from != to) {
          Arg arg = from.isFloating() ? Arg.between(0, 9, 13) : Arg.of(from, 0, 9, 13);
          all.add(cast(from, to, arg));
        }
      }
    }
    all.add(cast(DType.BOOL, DType.FLOAT32, Arg.of(DType.BOOL, 0, 2, 13)));
    all.add(cast(DType.BOOL, DType.INT32, Arg.of(DType.BOOL, 0, 2, 13)));
    all.add(
        OpCase.plain(
            "negative to int32 truncates",
            Cast.class,
            List.of(Arg.real(13)),
            in -> in.get(0).cast(DType.INT32)));
    all.add(
        OpCase.smooth(
            "through float64",
            Cast.class,
            List.of(Arg.real(13)),
            in ->
                Value.of(
                    new Cast(in.get(0).dtype()), Value.of(new Cast(DType.FLOAT64), in.get(0)))));
  }

  private static OpCase cast(DType from, DType to, Arg arg) {
    return OpCase.plain(
        from.keras() + " to " + to.keras(),
        Cast.class,
        List.of(arg),
        in ->
            Value.of(
                new Cast(to), from.isFloating() ? Value.of(new Cast(from), in.get(0)) : in.get(0)));
  }
}
