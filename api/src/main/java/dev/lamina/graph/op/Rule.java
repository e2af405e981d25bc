package dev.lamina.graph.op;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Checks shared by the type rules. */
final class Rule {
  private Rule() {}

  static void check(boolean ok, String template, Object... args) {
    if (!ok) {
      throw new IllegalArgumentException(template.formatted(args));
    }
  }

  static void count(String op, List<TensorType> in, int n) {
    check(in.size() == n, "%s: expected %d inputs, got %d", op, n, in.size());
  }

  static void floating(String op, TensorType t) {
    check(t.dtype().isFloating(), "%s: expected a floating dtype, got %s; cast it", op, t);
  }

  static void number(String op, TensorType t) {
    check(t.dtype() != DType.BOOL, "%s: expected a number, got %s; cast it", op, t);
  }

  static void integer(String op, TensorType t) {
    check(
        t.dtype() == DType.INT32 || t.dtype() == DType.INT64,
        "%s: expected int32 or int64 indices, got %s",
        op,
        t);
  }

  static void sameDtype(String op, List<TensorType> in) {
    for (TensorType t : in) {
      check(t.dtype() == in.get(0).dtype(), "%s: dtypes differ: %s; cast one of them", op, in);
    }
  }

  static void axis(String op, int axis, Shape s) {
    check(
        axis >= 0 && axis < s.rank(), "%s: axis %d is not in [0, %d) of %s", op, axis, s.rank(), s);
  }

  static List<TensorType> one(TensorType t) {
    if (t.dtype() == DType.STRING) {
      throw DType.noStrings();
    }
    return List.of(t);
  }

  static List<TensorType> one(DType d, Shape s) {
    return one(new TensorType(d, s));
  }
}
