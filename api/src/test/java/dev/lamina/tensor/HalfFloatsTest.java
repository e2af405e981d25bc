package dev.lamina.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatsTest {
  @Test
  void everyFloat16SurvivesTheRoundTrip() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float f = HalfFloats.fromFloat16((short) bits);
      if (Float.isNaN(f)) {
        assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(f))).isNaN();
      } else {
        assertThat(HalfFloats.toFloat16(f)).as("%x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void everyBfloat16SurvivesTheRoundTrip() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float f = HalfFloats.fromBfloat16((short) bits);
      if (Float.isNaN(f)) {
        assertThat(HalfFloats.fromBfloat16(HalfFloats.toBfloat16(f))).isNaN();
      } else {
        assertThat(HalfFloats.toBfloat16(f)).as("%x", bits).isEqualTo((short) bits);
      }
    }
  }

  /** Bit patterns by IEEE 754 binary16, the values as on Wikipedia's "Half-precision" page. */
  @Test
  void float16HasTheStandardsValues() {
    assertThat(HalfFloats.fromFloat16((short) 0x3c00)).isEqualTo(1f);
    assertThat(HalfFloats.fromFloat16((short) 0x3c01)).isEqualTo(1 + 0x1p-10f);
    assertThat(HalfFloats.fromFloat16((short) 0x7bff)).isEqualTo(65504f);
    assertThat(HalfFloats.fromFloat16((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(HalfFloats.fromFloat16((short) 0x0400)).isEqualTo(0x1p-14f);
    assertThat(HalfFloats.fromFloat16((short) 0xc000)).isEqualTo(-2f);
    assertThat(HalfFloats.fromFloat16((short) 0x8000)).isEqualTo(-0f);
    assertThat(HalfFloats.fromFloat16((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void float16RoundsToNearestEven() {
    float ulp = 0x1p-10f;
    assertThat(HalfFloats.toFloat16(1 + ulp / 2)).isEqualTo((short) 0x3c00);
    assertThat(HalfFloats.toFloat16(1 + 3 * ulp / 2)).isEqualTo((short) 0x3c02);
    assertThat(HalfFloats.toFloat16(1 + 0.51f * ulp)).isEqualTo((short) 0x3c01);
    assertThat(HalfFloats.toFloat16(65519)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloats.toFloat16(65520)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloats.toFloat16(1e9f)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloats.toFloat16(0x1p-25f)).isEqualTo((short) 0);
    assertThat(HalfFloats.toFloat16(0x1.8p-24f)).isEqualTo((short) 2);
    assertThat(HalfFloats.toFloat16(0x1.ffcp-15f)).isEqualTo((short) 0x0400);
  }

  @Test
  void bfloat16RoundsToNearestEven() {
    float ulp = 0x1p-7f;
    assertThat(HalfFloats.toBfloat16(1f)).isEqualTo((short) 0x3f80);
    assertThat(HalfFloats.toBfloat16(1 + ulp / 2)).isEqualTo((short) 0x3f80);
    assertThat(HalfFloats.toBfloat16(1 + 3 * ulp / 2)).isEqualTo((short) 0x3f82);
    assertThat(HalfFloats.toBfloat16(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
    assertThat(HalfFloats.toBfloat16(-0f)).isEqualTo((short) 0x8000);
  }
}
