package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.tensor.Philox;
import java.util.List;

/** Random numbers, those of {@link Philox}. */
final class Randoms {
  private static final int BLOCK = 8192;

  private Randoms() {}

  static boolean uniform(Node head, List<Node> tail, Emission e) {
    long key = ((RandomUniform) head.op()).key();
    Place step = e.place(head.in(0));
    Place out = e.result(head.result(0));
    e.add(
        new JavaStep(
            "random_uniform " + out.shape(),
            List.of(step),
            List.of(out),
            c -> {
              View s = c.view(step);
              View o = c.view(out);
              float[] block = new float[BLOCK];
              return () -> fill(key, s.longs().get(0), o, block);
            }));
    return true;
  }

  private static void fill(long key, long step, View out, float[] block) {
    int size = out.size();
    for (int at = 0; at < size; at += BLOCK) {
      int n = Math.min(BLOCK, size - at);
      Philox.uniform(key, step, at >>> 2, block, n);
      out.floats().put(at, block, 0, n);
    }
  }
}
