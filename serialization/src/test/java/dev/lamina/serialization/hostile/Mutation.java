package dev.lamina.serialization.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes files: bits, bytes, numbers of each width, pieces copied, cut, repeated or left out. */
final class Mutation {
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    8,
    16,
    24,
    96,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    1 << 20,
    Integer.MAX_VALUE,
    1L << 31,
    0xffffffffL,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    -1,
    -2,
    -8,
    Long.MIN_VALUE
  };

  /** Where the structures of the formats begin. */
  private static final List<String> SIGNATURES =
      List.of("TREE", "SNOD", "HEAP", "GCOL", "OHDR", "OCHK", "PK\1\2", "PK\3\4", "PK\5\6", "\"");

  private static final int NEAR = 64;

  private final Random random;

  Mutation(long seed) {
    this.random = new Random(seed);
  }

  /** One of the files, changed in one to six places. */
  byte[] of(List<byte[]> files) {
    byte[] out = pick(files).clone();
    int n = 1 + random.nextInt(6);
    for (int i = 0; i < n; i++) {
      out = change(out, files);
    }
    return out;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private byte[] change(byte[] in, List<byte[]> files) {
    if (in.length < 16) {
      return pick(files).clone();
    }
    int at = place(in);
    int n = 1 + random.nextInt(Math.min(64, in.length - at));
    switch (random.nextInt(10)) {
      case 0 -> in[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> in[at] = (byte) random.nextInt();
      case 2, 3, 4 -> number(in, at);
      case 5 -> System.arraycopy(in, random.nextInt(in.length - n + 1), in, at, n);
      case 6 -> {
        return Arrays.copyOf(in, random.nextBoolean() ? at : in.length - Math.min(in.length, n));
      }
      case 7 -> {
        return joined(Arrays.copyOf(in, at), Arrays.copyOfRange(in, at + n, in.length));
      }
      case 8 -> {
        return joined(Arrays.copyOf(in, at + n), Arrays.copyOfRange(in, at, in.length));
      }
      default -> {
        byte[] other = pick(files);
        int from = random.nextInt(other.length);
        int length = Math.min(Math.min(n, other.length - from), in.length - at);
        System.arraycopy(other, from, in, at, length);
      }
    }
    return in;
  }

  /** A number of 1 to 8 bytes: a striking one, one near the old one, or a place in the file. */
  private void number(byte[] in, int at) {
    int width = 1 << random.nextInt(4);
    int start = random.nextBoolean() ? at : at / width * width;
    if (start + width > in.length) {
      return;
    }
    var b = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    b.put(0, in, start, width);
    long value =
        switch (random.nextInt(4)) {
          case 0 -> b.getLong(0) + random.nextInt(33) - 16;
          case 1 -> random.nextInt(in.length);
          default -> NUMBERS[random.nextInt(NUMBERS.length)];
        };
    b.putLong(0, value).get(0, in, start, width);
  }

  private int place(byte[] in) {
    if (random.nextBoolean()) {
      String s = pick(SIGNATURES);
      List<Integer> found = find(in, s.getBytes(StandardCharsets.ISO_8859_1));
      if (!found.isEmpty()) {
        return Math.min(in.length - 1, pick(found) + random.nextInt(NEAR));
      }
    }
    return random.nextInt(random.nextBoolean() ? in.length : Math.min(in.length, 2048));
  }

  private static List<Integer> find(byte[] in, byte[] what) {
    var out = new ArrayList<Integer>();
    for (int i = 0; i + what.length <= in.length && out.size() < 500; i++) {
      int n = 0;
      while (n < what.length && in[i + n] == what[n]) {
        n++;
      }
      if (n == what.length) {
        out.add(i);
      }
    }
    return out;
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }
}
