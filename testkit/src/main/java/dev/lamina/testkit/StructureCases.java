package dev.lamina.testkit;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Transpose, reshape, broadcast, slice, pad, concat, reverse, iota. */
final class StructureCases {
  private StructureCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    transpose(all);
    reshapeAndBroadcast(all);
    slice(all);
    padAndConcat(all);
    all.add(reverse(Arg.real(13), true, 0));
    all.add(reverse(Arg.real(3, 5, 2), true, 1));
    all.add(reverse(Arg.real(3, 5, 2), true, 0, 2));
    all.add(reverse(Arg.of(DType.INT32, 0, 9, 2, 7), false, 1));
    for (DType d : List.of(DType.INT32, DType.INT64, DType.FLOAT32)) {
      for (int axis = 0; axis < 2; axis++) {
        Iota op = new Iota(TensorType.of(d, 3, 5), axis);
        all.add(OpCase.plain(op.toString(), Iota.class, List.of(), in -> Value.of(op)));
      }
    }
    return all;
  }

  private static void transpose(List<OpCase> all) {
    all.add(transpose(Arg.real(3, 5), true, 1, 0));
    all.add(transpose(Arg.real(2, 3, 5), true, 0, 2, 1));
    all.add(transpose(Arg.real(2, 3, 5), true, 2, 0, 1));
    all.add(transpose(Arg.real(2, 3, 4, 5), true, 0, 2, 1, 3));
    all.add(transpose(Arg.real(2, 3, 1, 5), true, 3, 1, 2, 0));
    all.add(transpose(Arg.real(0, 3), false, 1, 0));
    for (DType d : List.of(DType.INT32, DType.INT64, DType.UINT8, DType.BOOL)) {
      all.add(transpose(Arg.of(d, 0, 2, 3, 5), false, 1, 0));
    }
  }

  private static OpCase transpose(Arg arg, boolean smooth, int... perm) {
    List<Integer> p = list(perm);
    return new OpCase(
        arg.type() + " to " + p,
        Transpose.class,
        List.of(arg),
        in -> List.of(Value.of(new Transpose(p), in)),
        smooth);
  }

  private static void reshapeAndBroadcast(List<OpCase> all) {
    all.add(reshape(Arg.real(6, 4), true, 2, 3, 4));
    all.add(reshape(Arg.real(1), true));
    all.add(reshape(Arg.real(2, 3), true, 6, 1));
    all.add(reshape(Arg.real(0, 4), false, 2, 0));
    all.add(reshape(Arg.of(DType.INT64, 0, 9, 2, 3), false, 3, 2));
    all.add(broadcast(Arg.real(), true, 2, 3));
    all.add(broadcast(Arg.real(3), true, 2, 3));
    all.add(broadcast(Arg.real(2, 1), true, 2, 13));
    all.add(broadcast(Arg.real(1, 3, 1), true, 4, 2, 3, 5));
    all.add(broadcast(Arg.real(1, 3), false, 0, 3));
    all.add(broadcast(Arg.of(DType.BOOL, 0, 2, 3, 1), false, 3, 4));
    all.add(broadcast(Arg.of(DType.INT32, 0, 5, 3), false, 2, 3));
  }

  private static OpCase reshape(Arg arg, boolean smooth, int... dims) {
    return new OpCase(
        arg.type() + " to " + Shape.of(dims),
        Reshape.class,
        List.of(arg),
        in -> List.of(Value.of(new Reshape(Shape.of(dims)), in)),
        smooth);
  }

  private static OpCase broadcast(Arg arg, boolean smooth, int... dims) {
    return new OpCase(
        arg.type() + " to " + Shape.of(dims),
        Broadcast.class,
        List.of(arg),
        in -> List.of(Value.of(new Broadcast(Shape.of(dims)), in)),
        smooth);
  }

  private static void slice(List<OpCase> all) {
    all.add(slice(Arg.real(13), true, List.of(2), List.of(11), List.of(1)));
    all.add(slice(Arg.real(13), true, List.of(1), List.of(13), List.of(3)));
    all.add(slice(Arg.real(13), true, List.of(0), List.of(12), List.of(5)));
    all.add(slice(Arg.real(5, 7), true, List.of(1, 2), List.of(4, 7), List.of(2, 1)));
    all.add(slice(Arg.real(3, 5, 4), true, List.of(0, 1, 1), List.of(3, 5, 4), List.of(1, 2, 3)));
    all.add(slice(Arg.real(5, 7), false, List.of(2, 0), List.of(2, 7), List.of(1, 1)));
    all.add(
        slice(Arg.of(DType.INT32, 0, 9, 5, 7), false, List.of(1, 0), List.of(4, 7), List.of(1, 2)));
    all.add(slice(Arg.of(DType.BOOL, 0, 2, 13), false, List.of(3), List.of(9), List.of(1)));
  }

  private static OpCase slice(
      Arg arg, boolean smooth, List<Integer> start, List<Integer> limit, List<Integer> stride) {
    return new OpCase(
        "%s from %s to %s step %s".formatted(arg.type(), start, limit, stride),
        Slice.class,
        List.of(arg),
        in -> List.of(Value.of(new Slice(start, limit, stride), in)),
        smooth);
  }

  private static void padAndConcat(List<OpCase> all) {
    all.add(pad(Arg.real(13), true, List.of(2), List.of(0), 0));
    all.add(pad(Arg.real(3, 5), true, List.of(1, 0), List.of(0, 3), -1.5));
    all.add(pad(Arg.real(2, 3, 4), true, List.of(0, 1, 2), List.of(2, 1, 0), 0));
    all.add(pad(Arg.real(2, 3), false, List.of(0, 1), List.of(1, 0), Double.NEGATIVE_INFINITY));
    all.add(pad(Arg.of(DType.INT32, 0, 9, 3), false, List.of(1), List.of(2), 7));
    all.add(concat(0, true, Arg.real(2, 3), Arg.real(1, 3), Arg.real(4, 3)));
    all.add(concat(1, true, Arg.real(2, 3), Arg.real(2, 1)));
    all.add(concat(1, true, Arg.real(2, 3, 4), Arg.real(2, 2, 4)));
    all.add(concat(2, true, Arg.real(2, 3, 4), Arg.real(2, 3, 1), Arg.real(2, 3, 2)));
    all.add(concat(0, false, Arg.real(0, 3), Arg.real(2, 3)));
    all.add(concat(0, true, Arg.real(13)));
    for (DType d : List.of(DType.INT32, DType.INT64, DType.BOOL)) {
      all.add(concat(0, false, Arg.of(d, 0, 2, 3), Arg.of(d, 0, 2, 2)));
    }
  }

  private static OpCase pad(
      Arg arg, boolean smooth, List<Integer> lo, List<Integer> hi, double value) {
    return new OpCase(
        "%s by %s and %s with %s".formatted(arg.type(), lo, hi, value),
        Pad.class,
        List.of(arg),
        in -> List.of(Value.of(new Pad(lo, hi, value), in)),
        smooth);
  }

  private static OpCase concat(int axis, boolean smooth, Arg... args) {
    return new OpCase(
        "%s along %d".formatted(List.of(args).stream().map(Arg::type).toList(), axis),
        Concat.class,
        List.of(args),
        in -> List.of(Value.of(new Concat(axis), in)),
        smooth);
  }

  private static OpCase reverse(Arg arg, boolean smooth, int... axes) {
    return new OpCase(
        arg.type() + " along " + list(axes),
        Reverse.class,
        List.of(arg),
        in -> List.of(Value.of(new Reverse(list(axes)), in)),
        smooth);
  }

  private static List<Integer> list(int... a) {
    return java.util.Arrays.stream(a).boxed().toList();
  }
}
