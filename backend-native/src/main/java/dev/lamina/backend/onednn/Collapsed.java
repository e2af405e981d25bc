package dev.lamina.backend.onednn;

import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A broadcast in as few axes as possible: axes of size one are dropped, neighbours that all
 * operands treat alike are joined. What is left is mostly one or two axes, for which the library is
 * fast.
 */
record Collapsed(Shape whole, List<List<Integer>> axes) {
  /** For operands that broadcast to {@code whole}. */
  static Collapsed of(Shape whole, List<Shape> operands) {
    List<List<Integer>> axes = new ArrayList<>();
    List<List<Boolean>> kept = new ArrayList<>();
    for (int a = 0; a < whole.rank(); a++) {
      if (whole.dim(a) == 1) {
        continue;
      }
      int axis = a;
      List<Boolean> flags = operands.stream().map(s -> has(s, axis, whole)).toList();
      if (!kept.isEmpty() && kept.get(kept.size() - 1).equals(flags)) {
        axes.get(axes.size() - 1).add(a);
      } else {
        axes.add(new ArrayList<>(List.of(a)));
        kept.add(flags);
      }
    }
    return new Collapsed(whole, axes);
  }

  private static boolean has(Shape operand, int axis, Shape whole) {
    int a = axis - (whole.rank() - operand.rank());
    return a >= 0 && operand.dim(a) != 1;
  }

  /** The operand's sizes: that of the whole, or one. */
  long[] dims(Shape operand) {
    if (axes.isEmpty()) {
      return new long[] {1};
    }
    long[] dims = new long[axes.size()];
    Arrays.fill(dims, 1);
    for (int i = 0; i < dims.length; i++) {
      for (int a : axes.get(i)) {
        if (has(operand, a, whole)) {
          dims[i] *= whole.dim(a);
        }
      }
    }
    return dims;
  }
}
