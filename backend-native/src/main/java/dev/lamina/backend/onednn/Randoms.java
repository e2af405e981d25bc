package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.tensor.Philox;
import java.util.List;

/** Random numbers, those of {@link Philox}, and dropout masks, for which they are not stored. */
final class Randoms {
  private static final int BLOCK = 8192;

  private Randoms() {}

  /** Whether {@code n} is the dropout mask of random numbers that nothing else reads. */
  static boolean isMask(Node n, int i) {
    return i == 0
        && n.op() instanceof Compare c
        && c.kind() == Compare.Kind.GE
        && Scalars.of(n.in(1)).isPresent()
        && n.in(0).shape().equals(n.result(0).shape());
  }

  static boolean uniform(Node head, List<Node> tail, Emission e) {
    long key = ((RandomUniform) head.op()).key();
    Place step = e.place(head.in(0));
    if (!tail.isEmpty()) {
      mask(key, step, tail.get(0), e);
      return true;
    }
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

  private static void mask(long key, Place step, Node compare, Emission e) {
    float rate = (float) Scalars.of(compare.in(1)).orElseThrow();
    Place out = e.result(compare.result(0));
    e.add(
        new JavaStep(
            "random_mask " + out.shape(),
            List.of(step),
            List.of(out),
            c -> {
              View s = c.view(step);
              View o = c.view(out);
              float[] block = new float[BLOCK];
              byte[] bits = new byte[BLOCK];
              return () -> mask(key, s.longs().get(0), rate, o, block, bits);
            }));
  }

  private static void mask(long key, long step, float rate, View out, float[] block, byte[] bits) {
    int size = out.size();
    for (int at = 0; at < size; at += BLOCK) {
      int n = Math.min(BLOCK, size - at);
      Philox.uniform(key, step, at >>> 2, block, n);
      for (int i = 0; i < n; i++) {
        // Below the rate the difference is negative: its sign bit, without a branch, which would be
        // mispredicted every other time.
        bits[i] = (byte) (1 + (Float.floatToRawIntBits(block[i] - rate) >> 31));
      }
      out.bytes().put(at, bits, 0, n);
    }
  }
}
