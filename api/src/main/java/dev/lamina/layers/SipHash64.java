package dev.lamina.layers;

/**
 * SipHash-2-4: a 64-bit hash with a key of two numbers (Aumasson, Bernstein 2012, <a
 * href="https://www.131002.net/siphash/siphash.pdf">SipHash</a>).
 */
final class SipHash64 {
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash64(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  static long hash(long key0, long key1, byte[] s) {
    var h = new SipHash64(key0, key1);
    int whole = s.length & ~7;
    for (int at = 0; at < whole; at += 8) {
      h.word(LittleEndian.get64(s, at));
    }
    long last = (long) s.length << 56;
    for (int i = whole; i < s.length; i++) {
      last |= (s[i] & 0xffL) << (8 * (i - whole));
    }
    h.word(last);
    h.v2 ^= 0xff;
    h.rounds(4);
    return h.v0 ^ h.v1 ^ h.v2 ^ h.v3;
  }

  private void word(long m) {
    v3 ^= m;
    rounds(2);
    v0 ^= m;
  }

  private void rounds(int n) {
    for (int i = 0; i < n; i++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
