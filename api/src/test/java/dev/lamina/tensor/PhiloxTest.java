package dev.lamina.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Known answers from Random123's kat_vectors, philox4x32 with 10 rounds. */
class PhiloxTest {
  @Test
  void zeros() {
    assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void ones() {
    assertThat(block(-1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  @Test
  void pi() {
    long index = 0x85a308d3_243f6a88L;
    long step = 0x03707344_13198a2eL;
    long key = 0x299f31d0_a4093822L;
    assertThat(block(key, step, index))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void elementsAreTheBlocksWordsInOrder() {
    int[] bits = Philox.bits(42, 7, 11);
    float[] uniform = Philox.uniform(42, 7, 11);
    for (int i = 0; i < 11; i++) {
      assertThat(bits[i]).isEqualTo(block(42, 7, i / 4)[i % 4]);
      assertThat(uniform[i]).isEqualTo((bits[i] >>> 8) / 16777216f).isBetween(0f, 0.99999994f);
    }
  }

  @Test
  void meanAndVarianceAreThoseOfTheUniformDistribution() {
    float[] u = Philox.uniform(Philox.key(1, 2), 3, 100_000);
    double mean = 0;
    double square = 0;
    for (float f : u) {
      mean += f / u.length;
      square += (double) f * f / u.length;
    }
    // Six standard errors.
    assertThat(mean).isCloseTo(0.5, org.assertj.core.data.Offset.offset(6 * 0.2887 / 316));
    assertThat(square - mean * mean)
        .isCloseTo(1 / 12.0, org.assertj.core.data.Offset.offset(6 * 0.0745 / 316));
  }

  private static int[] block(long key, long step, long index) {
    int[] out = new int[4];
    Philox.block(key, step, index, out);
    return out;
  }

  @Test
  void manyBlocksTogetherAreTheBlocksOneByOne() {
    int n = 4 * 256 * 3 + 7;
    int[] bits = Philox.bits(-5L << 33, 1L << 40, n + 8);
    float[] all = Philox.uniform(-5L << 33, 1L << 40, n);
    float[] later = new float[n];
    Philox.uniform(-5L << 33, 1L << 40, 2, later, n);
    for (int i = 0; i < n; i++) {
      assertEquals((bits[i] >>> 8) * 0x1p-24f, all[i]);
      assertEquals((bits[i + 8] >>> 8) * 0x1p-24f, later[i]);
    }
  }
}
