package dev.lamina.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Element type of a tensor. {@link #keras()} is Keras' (and NumPy's) name of it. */
public enum DType {
  FLOAT32(4, "f32"),
  FLOAT64(8, "f64"),
  BFLOAT16(2, "bf16"),
  FLOAT16(2, "f16"),
  INT32(4, "i32"),
  INT64(8, "i64"),
  UINT8(1, "u8"),
  BOOL(1, "bool"),
  /**
   * Text. It stays in Java memory: layers that run on the host, such as {@code StringLookup}, turn
   * it into numbers; graphs, engines and weights hold no strings. 8: a reference.
   */
  STRING(8, "str");

  private final int bytes;
  private final String shortName;

  DType(int bytes, String shortName) {
    this.bytes = bytes;
    this.shortName = shortName;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The name used in printed graphs: {@code f32}, {@code i64}, … */
  public String shortName() {
    return shortName;
  }

  /** The name used in Keras' files: {@code float32}, {@code int64}, … */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What graphs, engines and files of weights say of strings. */
  public static IllegalArgumentException noStrings() {
    return new IllegalArgumentException(
        "dtype: strings stay in Java memory; a layer such as StringLookup or TextVectorization"
            + " makes numbers of them");
  }

  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT64 || this == BFLOAT16 || this == FLOAT16;
  }

  public boolean isInteger() {
    return this == INT32 || this == INT64 || this == UINT8;
  }

  /** The type with this Keras name, or an exception that lists the known ones. */
  public static DType ofKeras(String name) {
    for (DType d : values()) {
      if (d.keras().equals(name)) {
        return d;
      }
    }
    throw new IllegalArgumentException(
        "dtype: expected one of %s, got '%s'"
            .formatted(
                Arrays.stream(values()).map(DType::keras).collect(Collectors.joining(", ")), name));
  }
}
