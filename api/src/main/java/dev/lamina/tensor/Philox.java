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
  private static final long LOW = 0xffffffffL;

  /** Blocks that go through the rounds together. */
  private static final int LANES = 256;

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
    uniform(key, step, 0, out, n);
    return out;
  }

  /**
   * The floats of positions {@code 4 * firstBlock} and on, into the first {@code n} elements of
   * {@code out}. Many blocks go through each round together: loops over {@code long[]} that the
   * compiler turns into vector instructions, three times as fast as block by block.
   */
  public static void uniform(long key, long step, long firstBlock, float[] out, int n) {
    int at = 0;
    if (n >= 4 * LANES) {
      long[][] c = new long[4][LANES];
      for (; at + 4 * LANES <= n; at += 4 * LANES) {
        start(c, step, firstBlock + (at >>> 2));
        rounds(c[0], c[1], c[2], c[3], key);
        for (int i = 0; i < LANES; i++) {
          for (int word = 0; word < 4; word++) {
            out[at + 4 * i + word] = unit((int) c[word][i]);
          }
        }
      }
    }
    int[] block = new int[4];
    for (; at < n; at += 4) {
      block(key, step, firstBlock + (at >>> 2), block);
      for (int word = 0; word < Math.min(4, n - at); word++) {
        out[at + word] = unit(block[word]);
      }
    }
  }

  private static float unit(int bits) {
    return (bits >>> 8) * 0x1p-24f;
  }

  private static void start(long[][] c, long step, long firstBlock) {
    for (int i = 0; i < LANES; i++) {
      c[0][i] = (firstBlock + i) & LOW;
      c[1][i] = (firstBlock + i) >>> 32;
      c[2][i] = step & LOW;
      c[3][i] = step >>> 32;
    }
  }

  private static void rounds(long[] c0, long[] c1, long[] c2, long[] c3, long key) {
    long k0 = key & LOW;
    long k1 = key >>> 32;
    for (int round = 0; round < 10; round++) {
      round(c0, c1, c2, c3, k0, k1);
      k0 = (k0 + (W0 & LOW)) & LOW;
      k1 = (k1 + (W1 & LOW)) & LOW;
    }
  }

  private static void round(long[] c0, long[] c1, long[] c2, long[] c3, long k0, long k1) {
    for (int i = 0; i < LANES; i++) {
      long p0 = (M0 & LOW) * c0[i];
      long p1 = (M1 & LOW) * c2[i];
      c0[i] = (p1 >>> 32) ^ c1[i] ^ k0;
      c1[i] = p1 & LOW;
      c2[i] = (p0 >>> 32) ^ c3[i] ^ k1;
      c3[i] = p0 & LOW;
    }
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
