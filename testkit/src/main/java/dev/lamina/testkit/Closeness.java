package dev.lamina.testkit;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import org.junit.jupiter.api.Assertions;

/** Compares results with the oracle's. */
final class Closeness {
  private Closeness() {}

  /** Floats: |got - want| <= tolerance * (1 + |want|), infinities and NaN alike; others: equal. */
  static void assertClose(String what, Tensor want, Tensor got, double tolerance) {
    Assertions.assertEquals(want.shape(), got.shape(), what + ": shape");
    for (int i = 0; i < want.size(); i++) {
      double w = want.getDouble(i);
      double g = got.getDouble(i);
      boolean close =
          Double.compare(w + 0.0, g + 0.0) == 0
              || (got.dtype().isFloating() && Math.abs(w - g) <= tolerance * (1 + Math.abs(w)));
      if (!close) {
        Assertions.fail(
            "%s: element %d of %s: expected %s, got %s (tolerance %s)"
                .formatted(what, i, got.type(), w, g, tolerance));
      }
    }
  }

  /** How far a result in {@code dtype} may be from the oracle's in float64. */
  static double tolerance(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> 1e-11;
      case FLOAT32 -> 2e-5;
      // 11 and 8 bits of mantissa; some cases round several times.
      case FLOAT16 -> 1e-2;
      case BFLOAT16 -> 8e-2;
      default -> 0;
    };
  }
}
