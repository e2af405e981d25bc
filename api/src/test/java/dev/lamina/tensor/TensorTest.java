package dev.lamina.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void everyDtypeHoldsSmallNumbers(DType dtype) {
    Tensor t = Tensor.of(new int[] {1, 0, 1, 0}, 2, 2).cast(dtype);
    assertThat(t.type()).isEqualTo(TensorType.of(dtype, 2, 2));
    assertThat(t.toDoubles()).containsExactly(1, 0, 1, 0);
    assertThat(t.toInts()).containsExactly(1, 0, 1, 0);
    assertThat(t.cast(DType.FLOAT32).toFloats()).containsExactly(1, 0, 1, 0);
    assertThat(t.cast(DType.INT32)).isEqualTo(Tensor.of(new int[] {1, 0, 1, 0}, 2, 2));
    assertThat(Tensor.full(t.type(), 1).toInts()).containsOnly(1);
    assertThat(Tensor.zeros(t.type()).toInts()).containsOnly(0);
    assertThat(t.type().bytes()).isEqualTo(4L * dtype.bytes());
    assertThat(DType.ofKeras(dtype.keras())).isEqualTo(dtype);
  }

  @Test
  void castsTruncateAndCompareWithZero() {
    Tensor t = Tensor.of(new float[] {-1.7f, 0f, 0.5f, 2.9f});
    assertThat(t.cast(DType.INT32).toInts()).containsExactly(-1, 0, 0, 2);
    assertThat(t.cast(DType.BOOL).toInts()).containsExactly(1, 0, 1, 1);
    assertThat(Tensor.of(new int[] {200, 255}).cast(DType.UINT8).toInts())
        .containsExactly(200, 255);
    assertThat(Tensor.of(new long[] {Long.MAX_VALUE}).getLong(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void ofCopiesAndWrapDoesNot() {
    float[] data = {1, 2};
    Tensor copied = Tensor.of(data);
    Tensor wrapped = Tensor.wrap(data, Shape.of(2));
    data[0] = 9;
    assertThat(copied.getDouble(0)).isEqualTo(1);
    assertThat(wrapped.getDouble(0)).isEqualTo(9);
  }

  @Test
  void nestedArrays() {
    Tensor t = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(t.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(t.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(t.toFloatRows()[1]).containsExactly(4, 5, 6);
    assertThat(t.rows(1, 2)).isEqualTo(Tensor.of(new float[] {4, 5, 6}, 1, 3));
    assertThat(t.reshape(3, 2).shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Tensor.of(new float[][][] {{{1}, {2}}}).shape()).isEqualTo(Shape.of(1, 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new int[][] {{1, 2}, {3}}))
        .withMessage("Tensor: ragged array, expected 2 elements on axis 1, got 1");
  }

  @Test
  void wrongSizesAndUsesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .withMessage("Tensor: shape [2, 3] needs 6 elements, got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.of(new int[1]).floatArray())
        .withMessage("Tensor: expected dtype float32, got int32");
    assertThatIllegalStateException().isThrownBy(() -> Tensor.of(new int[2]).item());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DType.ofKeras("float128"))
        .withMessageStartingWith("dtype: expected one of float32, float64");
  }

  @Test
  void equalityIsThatOfBits() {
    assertThat(Tensor.of(new float[] {Float.NaN})).isEqualTo(Tensor.of(new float[] {Float.NaN}));
    assertThat(Tensor.of(new float[] {0f})).isNotEqualTo(Tensor.of(new float[] {-0f}));
    assertThat(Tensor.of(new float[] {1})).isNotEqualTo(Tensor.of(new float[] {1}, 1, 1));
    assertThat(Tensor.of(new float[] {1, 2})).hasToString("f32[2] {1.0, 2.0}");
    assertThat(Tensor.scalar(DType.INT64, 3)).hasToString("i64[] {3}");
  }
}
