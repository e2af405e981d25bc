package dev.lamina.backend.onednn;

import dev.lamina.tensor.DType;

/**
 * A block of one value's elements while a {@link Pointwise} kernel works on it: float32 and bool (0
 * or 1) as floats, integers as longs. On the heap, because only there loops become vector code.
 */
final class Register {
  private final DType dtype;
  private final float[] floats;
  private final long[] longs;

  Register(DType dtype, int block) {
    this.dtype = dtype;
    this.floats = new float[isFloat(dtype) ? block : 0];
    this.longs = new long[isFloat(dtype) ? 0 : block];
  }

  static boolean isFloat(DType dtype) {
    return dtype == DType.FLOAT32 || dtype == DType.BOOL;
  }

  boolean isFloat() {
    return isFloat(dtype);
  }

  DType dtype() {
    return dtype;
  }

  float[] floats() {
    return floats;
  }

  long[] longs() {
    return longs;
  }
}
