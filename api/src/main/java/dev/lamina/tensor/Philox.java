package dev.lamina.tensor;

/**
 * Counter-based random numbers: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random
 * numbers: as easy as 1, 2, 3, SC 2011). A draw is a pure function of a 64-bit key, a 64-bit step
 * and the position, so it is the same on every engine, in any order and after any resume.
 *
 * <p>Element i is word i mod 4 of the block with counter words (low i/4, high i/4, low step, high
 * step) and key words (low key, high key): the layout of TensorFlow's stateless ops with counter
 * {i/4, step}.
 */
public final class Philox {
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;

  private Philox() {}

  /** 32 random bits for each of {@code n} positions, starting at position 0. */
  public static int[] bits(long key, long step, int n) {
    int[] out = new int[n];
    int[] block = new int[4];
    for (int i = 0; i < n; i += 4) {
      block(key, step, i >>> 2, block);
      System.arraycopy(block, 0, out, i, Math.min(4, n - i));
    }
    return out;
  }

  /** Floats in [0, 1) with 24 random bits each. */
  public static float[] uniform(long key, long step, int n) {
    float[] out = new float[n];
    int[] block = new int[4];
    for (int i = 0; i < n; i += 4) {
      block(key, step, i >>> 2, block);
      for (int j = 0; j < Math.min(4, n - i); j++) {
        out[i + j] = (block[j] >>> 8) * 0x1p-24f;
      }
    }
    return out;
  }

  /** The four words of one block. */
  public static void block(long key, long step, long index, int[] out) {
    int c0 = (int) index;
    int c1 = (int) (index >>> 32);
    int c2 = (int) step;
    int c3 = (int) (step >>> 32);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < 10; round++) {
      long p0 = (M0 & 0xffffffffL) * (c0 & 0xffffffffL);
      long p1 = (M1 & 0xffffffffL) * (c2 & 0xffffffffL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c1 = (int) p1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /** A key that depends on a seed and a stream number or name hash (splitmix64's finalizer). */
  public static long key(long seed, long stream) {
    long z = seed + 0x9E3779B97F4A7C15L * (stream + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
