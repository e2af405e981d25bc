package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.AdamUpdate;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Adam for float32 in one pass over memory. ND4J's adam_updater takes 8 ns an element and rounds 1
 * - beta2 to float from a rounded beta2; the same in ND4J's elementwise ops takes a dozen passes.
 * Loops over off-heap memory are not vectorized by the JVM, so blocks go through Java arrays.
 */
final class AdamStep implements Step {
  /** Elements of a block; eight blocks of this size fit into the first-level cache. */
  private static final int BLOCK = 1024;

  private final float gain1;
  private final float gain2;
  private final float epsilon;
  private final Array alpha;
  private final int n;
  private final List<FloatBuffer> in;
  private final List<FloatBuffer> out;
  private final float[] w = new float[BLOCK];
  private final float[] m = new float[BLOCK];
  private final float[] v = new float[BLOCK];
  private final float[] g = new float[BLOCK];

  /** {@code in}: w, m, v, g, alpha; {@code out}: w', m', v'. */
  AdamStep(AdamUpdate op, List<Array> in, List<Array> out) {
    this.gain1 = (float) (1 - op.beta1());
    this.gain2 = (float) (1 - op.beta2());
    this.epsilon = (float) op.epsilon();
    this.alpha = in.get(4);
    this.n = in.get(0).shape().intSize();
    this.in = in.subList(0, 4).stream().map(Array::floats).toList();
    this.out = out.stream().map(Array::floats).toList();
  }

  @Override
  public void run() {
    float a = (float) alpha.read().item();
    for (int at = 0; at < n; at += BLOCK) {
      int k = Math.min(BLOCK, n - at);
      in.get(0).get(at, w, 0, k);
      in.get(1).get(at, m, 0, k);
      in.get(2).get(at, v, 0, k);
      in.get(3).get(at, g, 0, k);
      step(w, m, v, g, k, a);
      out.get(0).put(at, w, 0, k);
      out.get(1).put(at, m, 0, k);
      out.get(2).put(at, v, 0, k);
    }
  }

  private void step(float[] w, float[] m, float[] v, float[] g, int n, float a) {
    float b1 = gain1;
    float b2 = gain2;
    float e = epsilon;
    for (int i = 0; i < n; i++) {
      m[i] += (g[i] - m[i]) * b1;
      v[i] += (g[i] * g[i] - v[i]) * b2;
      w[i] -= m[i] * a / ((float) Math.sqrt(v[i]) + e);
    }
  }
}
