package dev.lamina.layers;

import dev.lamina.tensor.DType;

/**
 * In which dtype a layer computes and in which it keeps its weights. Floating inputs are cast to
 * the compute dtype when the layer is called, weights when it reads them; integers and masks stay
 * as they are. Losses and metrics are computed in float32 unless they have a dtype of their own.
 *
 * <p>Keras' names: {@code float32}, {@code float64}, {@code bfloat16}, {@code float16} compute and
 * keep in one dtype; {@code mixed_bfloat16} and {@code mixed_float16} keep float32 and compute in
 * 16 bits (arXiv:1710.03740).
 *
 * @see DTypePolicies#use
 */
public record DTypePolicy(DType computeDtype, DType variableDtype) {
  /** What Keras uses if nothing is said. */
  public static final DTypePolicy FLOAT32 = new DTypePolicy(DType.FLOAT32, DType.FLOAT32);

  private static final String MIXED = "mixed_";

  public DTypePolicy {
    boolean mixed = computeDtype.bytes() == 2 && variableDtype == DType.FLOAT32;
    Check.that(
        computeDtype.isFloating() && (computeDtype == variableDtype || mixed),
        "dtype policy: expected one floating dtype for both, or bfloat16 or float16 to compute in"
            + " and float32 for the weights, got %s and %s",
        computeDtype.keras(),
        variableDtype.keras());
  }

  /** The policy of this name, or an exception that lists the known ones. */
  public static DTypePolicy of(String name) {
    return switch (name) {
      case "float32" -> FLOAT32;
      case "float64" -> of(DType.FLOAT64);
      case "bfloat16" -> of(DType.BFLOAT16);
      case "float16" -> of(DType.FLOAT16);
      case MIXED + "bfloat16" -> new DTypePolicy(DType.BFLOAT16, DType.FLOAT32);
      case MIXED + "float16" -> new DTypePolicy(DType.FLOAT16, DType.FLOAT32);
      default ->
          throw new IllegalArgumentException(
              "dtype policy: expected float32, float64, bfloat16, float16, mixed_bfloat16 or"
                  + " mixed_float16, got '"
                  + name
                  + "'");
    };
  }

  /** Computes and keeps weights in {@code dtype}. */
  public static DTypePolicy of(DType dtype) {
    return new DTypePolicy(dtype, dtype);
  }

  /** Keras' name. */
  public String name() {
    return (computeDtype == variableDtype ? "" : MIXED) + computeDtype.keras();
  }

  @Override
  public String toString() {
    return name();
  }
}
