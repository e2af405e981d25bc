package dev.lamina.testkit;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.RmsPropUpdate;
import dev.lamina.graph.op.SgdUpdate;
import java.util.ArrayList;
import java.util.List;

/** The optimizers' fused updates. */
final class UpdateCases {
  private UpdateCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    for (int[] dims : new int[][] {{207}, {1}, {3, 5}, {}}) {
      Arg w = Arg.real(dims);
      Arg square = Arg.between(0.01, 2, dims);
      Arg rate = Arg.between(0.01, 0.1);
      for (double momentum : new double[] {0, 0.9}) {
        for (boolean nesterov : new boolean[] {false, true}) {
          all.add(update(new SgdUpdate(momentum, nesterov), w, w, w, rate));
        }
      }
      all.add(update(new RmsPropUpdate(0.9, 1e-7), w, square, w, rate));
      all.add(update(new AdamUpdate(0.9, 0.999, 1e-7), w, w, square, w, rate));
    }
    return all;
  }

  private static OpCase update(Op op, Arg... args) {
    return new OpCase(
        "%s of %s".formatted(op, args[0].type()),
        op.getClass(),
        List.of(args),
        in -> Node.of(op, in).results(),
        true);
  }
}
