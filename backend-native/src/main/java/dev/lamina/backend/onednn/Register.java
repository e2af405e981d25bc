package dev.lamina.backend.onednn;

import dev.lamina.tensor.DType;

/**
 * A block of one value's elements while a {@link Pointwise} kernel works on it: float32 and bool (0
 * or 1) as floats, integers as longs. On the heap, because only there loops become vector code.
 */
record Register(DType dtype, float[] floats, long[] longs) {
  static Register of(DType dtype, int block) {
    boolean isFloat = isFloat(dtype);
    return new Register(dtype, new float[isFloat ? block : 0], new long[isFloat ? 0 : block]);
  }

  static boolean isFloat(DType dtype) {
    return dtype == DType.FLOAT32 || dtype == DType.BOOL;
  }

  boolean isFloat() {
    return isFloat(dtype);
  }
}
