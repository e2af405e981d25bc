package dev.lamina.backend.dl4j;

import java.nio.FloatBuffer;

/** Square root of float32, or its reciprocal: ND4J's take 5 ns an element, this less than one. */
final class RootStep implements Step {
  /** See {@link AdamStep}. */
  private static final int BLOCK = 2048;

  private final boolean reciprocal;
  private final int n;
  private final FloatBuffer in;
  private final FloatBuffer out;
  private final float[] block = new float[BLOCK];

  RootStep(boolean reciprocal, Array in, Array out) {
    this.reciprocal = reciprocal;
    this.n = in.shape().intSize();
    this.in = in.floats();
    this.out = out.floats();
  }

  @Override
  public void run() {
    for (int at = 0; at < n; at += BLOCK) {
      int k = Math.min(BLOCK, n - at);
      in.get(at, block, 0, k);
      if (reciprocal) {
        reciprocals(block, k);
      } else {
        roots(block, k);
      }
      out.put(at, block, 0, k);
    }
  }

  private static void roots(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (float) Math.sqrt(x[i]);
    }
  }

  private static void reciprocals(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = 1 / (float) Math.sqrt(x[i]);
    }
  }
}
