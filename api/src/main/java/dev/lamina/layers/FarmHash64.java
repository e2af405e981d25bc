package dev.lamina.layers;

/**
 * The 64-bit fingerprint of Google's FarmHash (function {@code Hash64} of namespace {@code
 * farmhashna}), which is fixed for good: <a href="https://github.com/google/farmhash">FarmHash</a>.
 */
final class FarmHash64 {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long SEED = 81;

  private FarmHash64() {}

  static long hash(byte[] s) {
    int n = s.length;
    if (n <= 16) {
      return n >= 8 ? upTo16(s) : upTo7(s);
    }
    if (n <= 32) {
      return upTo32(s);
    }
    return n <= 64 ? upTo64(s) : longer(s);
  }

  private static long upTo7(byte[] s) {
    int n = s.length;
    if (n >= 4) {
      return mix(n + (word(s, 0) << 3), word(s, n - 4), K2 + n * 2L);
    }
    if (n == 0) {
      return K2;
    }
    int y = (s[0] & 0xff) + ((s[n >> 1] & 0xff) << 8);
    int z = n + ((s[n - 1] & 0xff) << 2);
    return shift((y * K2) ^ (z * K0)) * K2;
  }

  private static long upTo16(byte[] s) {
    int n = s.length;
    long mul = K2 + n * 2L;
    long a = LittleEndian.get64(s, 0) + K2;
    long b = LittleEndian.get64(s, n - 8);
    long c = Long.rotateRight(b, 37) * mul + a;
    long d = (Long.rotateRight(a, 25) + b) * mul;
    return mix(c, d, mul);
  }

  private static long upTo32(byte[] s) {
    int n = s.length;
    long mul = K2 + n * 2L;
    long a = LittleEndian.get64(s, 0) * K1;
    long b = LittleEndian.get64(s, 8);
    long c = LittleEndian.get64(s, n - 8) * mul;
    long d = LittleEndian.get64(s, n - 16) * K2;
    return mix(
        Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d,
        a + Long.rotateRight(b + K2, 18) + c,
        mul);
  }

  private static long upTo64(byte[] s) {
    int n = s.length;
    long mul = K2 + n * 2L;
    long a = LittleEndian.get64(s, 0) * K2;
    long b = LittleEndian.get64(s, 8);
    long c = LittleEndian.get64(s, n - 8) * mul;
    long d = LittleEndian.get64(s, n - 16) * K2;
    long y = Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d;
    long z = mix(y, a + Long.rotateRight(b + K2, 18) + c, mul);
    long e = LittleEndian.get64(s, 16) * mul;
    long f = LittleEndian.get64(s, 24);
    long g = (y + LittleEndian.get64(s, n - 32)) * mul;
    long h = (z + LittleEndian.get64(s, n - 24)) * mul;
    return mix(
        Long.rotateRight(e + f, 43) + Long.rotateRight(g, 30) + h,
        e + Long.rotateRight(f + a, 18) + g,
        mul);
  }

  /** 56 bytes of state, 64 bytes of text at a time; the last 64 once more with other factors. */
  private static long longer(byte[] s) {
    var state = new State(s, SEED);
    int rest = (s.length - 1) & 63;
    int end = s.length - 1 - rest;
    for (int at = 0; at < end; at += 64) {
      state.block(at, K1, 1);
    }
    long mul = K1 + ((state.z & 0xff) << 1);
    state.w0 += rest;
    state.v0 += state.w0;
    state.w0 += state.v0;
    state.block(s.length - 64, mul, 9);
    return mix(
        mix(state.v0, state.w0, mul) + shift(state.y) * K0 + state.z,
        mix(state.v1, state.w1, mul) + state.x,
        mul);
  }

  private static final class State {
    private final byte[] s;
    private long x;
    private long y;
    private long z;
    private long v0;
    private long v1;
    private long w0;
    private long w1;

    State(byte[] s, long seed) {
      this.s = s;
      x = seed * K2 + LittleEndian.get64(s, 0);
      y = seed * K1 + 113;
      z = shift(y * K2 + 113) * K2;
    }

    void block(int at, long mul, long factor) {
      x = Long.rotateRight(x + y + v0 + LittleEndian.get64(s, at + 8), 37) * mul;
      y = Long.rotateRight(y + v1 + LittleEndian.get64(s, at + 48), 42) * mul;
      x ^= w1 * factor;
      y += v0 * factor + LittleEndian.get64(s, at + 40);
      z = Long.rotateRight(z + w0, 33) * mul;
      long a = v1 * mul;
      long b = x + w0;
      v0 = first(at, a);
      v1 = second(at, a, b);
      a = z + w1;
      b = y + LittleEndian.get64(s, at + 16);
      w0 = first(at + 32, a);
      w1 = second(at + 32, a, b);
      long swap = z;
      z = x;
      x = swap;
    }

    /** The sum of 32 bytes and a seed. */
    private long first(int at, long a) {
      return a
          + LittleEndian.get64(s, at)
          + LittleEndian.get64(s, at + 8)
          + LittleEndian.get64(s, at + 16)
          + LittleEndian.get64(s, at + 24);
    }

    private long second(int at, long seedA, long seedB) {
      long a = seedA + LittleEndian.get64(s, at);
      long b = Long.rotateRight(seedB + a + LittleEndian.get64(s, at + 24), 21);
      long sum = a + LittleEndian.get64(s, at + 8) + LittleEndian.get64(s, at + 16);
      return b + Long.rotateRight(sum, 44) + a;
    }
  }

  /** Four bytes as an unsigned number. */
  private static long word(byte[] s, int at) {
    return LittleEndian.get32(s, at) & 0xffffffffL;
  }

  private static long shift(long v) {
    return v ^ (v >>> 47);
  }

  private static long mix(long u, long v, long mul) {
    long a = shift((u ^ v) * mul);
    return shift((v ^ a) * mul) * mul;
  }
}
