package dev.lamina.testkit;

import dev.lamina.graph.op.MatMul;
import java.util.ArrayList;
import java.util.List;

/** Matrix products in all four transpositions, batched and broadcast. */
final class MatMulCases {
  private MatMulCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        all.add(product(ta, tb, 3, 5, 4, new int[0], new int[0], true));
        all.add(product(ta, tb, 1, 1, 1, new int[0], new int[0], true));
        all.add(product(ta, tb, 13, 1, 7, new int[0], new int[0], true));
        all.add(product(ta, tb, 1, 207, 3, new int[0], new int[0], true));
        all.add(product(ta, tb, 17, 33, 65, new int[0], new int[0], false));
        all.add(product(ta, tb, 3, 5, 4, new int[] {2}, new int[] {2}, true));
        all.add(product(ta, tb, 3, 5, 4, new int[] {2, 3}, new int[] {2, 3}, true));
        all.add(product(ta, tb, 3, 5, 4, new int[] {2, 3}, new int[0], true));
        all.add(product(ta, tb, 3, 5, 4, new int[0], new int[] {2}, true));
        all.add(product(ta, tb, 2, 3, 4, new int[] {2, 1}, new int[] {3}, true));
        all.add(product(ta, tb, 0, 5, 4, new int[0], new int[0], false));
        all.add(product(ta, tb, 3, 0, 4, new int[0], new int[0], true));
        all.add(product(ta, tb, 3, 0, 4, new int[] {2}, new int[0], true));
      }
    }
    return all;
  }

  private static OpCase product(
      boolean ta, boolean tb, int m, int k, int n, int[] batchA, int[] batchB, boolean smooth) {
    Arg a = Arg.real(ta ? join(batchA, k, m) : join(batchA, m, k));
    Arg b = Arg.real(tb ? join(batchB, n, k) : join(batchB, k, n));
    return new OpCase(
        "%s%s x %s%s".formatted(a.type(), ta ? "ᵀ" : "", b.type(), tb ? "ᵀ" : ""),
        MatMul.class,
        List.of(a, b),
        in -> List.of(in.get(0).matmul(in.get(1), ta, tb)),
        smooth);
  }

  private static int[] join(int[] lead, int rows, int columns) {
    int[] all = java.util.Arrays.copyOf(lead, lead.length + 2);
    all[lead.length] = rows;
    all[lead.length + 1] = columns;
    return all;
  }
}
