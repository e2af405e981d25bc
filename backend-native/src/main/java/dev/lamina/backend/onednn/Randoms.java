package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.tensor.Philox;
import java.util.List;

/** Random numbers, those of {@link Philox}. */
final class Randoms {
  private static final int BLOCK = 1024;

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
              int[] words = new int[4];
              float[] block = new float[BLOCK];
              return () -> fill(key, s.longs().get(0), o, words, block);
            }));
    return true;
  }

  private static void fill(long key, long step, View out, int[] words, float[] block) {
    int size = out.size();
    for (int at = 0; at < size; at += BLOCK) {
      int n = Math.min(BLOCK, size - at);
      for (int i = 0; i < n; i += 4) {
        Philox.block(key, step, (at + i) >>> 2, words);
        for (int j = 0; j < 4; j++) {
          block[i + j] = (words[j] >>> 8) * 0x1p-24f;
        }
      }
      out.floats().put(at, block, 0, n);
    }
  }
}
