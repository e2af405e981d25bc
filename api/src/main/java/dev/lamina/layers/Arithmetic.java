package dev.lamina.layers;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;

/** Arithmetic on tensors in Java memory. */
final class Arithmetic {
  private Arithmetic() {}

  /**
   * Element by element in float32, {@code small} broadcast to the shape of {@code x} as NumPy does.
   */
  static Tensor each(String layer, Tensor x, Tensor small, DoubleBinaryOperator f) {
    Shape shape = x.shape();
    int offset = shape.rank() - small.shape().rank();
    int[] strides = new int[shape.rank()];
    int[] own = small.shape().strides();
    for (int i = 0; i < shape.rank(); i++) {
      int size = i < offset ? 1 : small.shape().dim(i - offset);
      Check.that(
          offset >= 0 && (size == 1 || size == shape.dim(i)),
          "%s: numbers of shape %s do not fit data of shape %s",
          layer,
          small.shape(),
          shape);
      strides[i] = size == 1 ? 0 : own[i - offset];
    }
    float[] out = new float[x.size()];
    int[] at = new int[shape.rank()];
    for (int i = 0; i < out.length; i++) {
      int j = 0;
      for (int a = 0; a < at.length; a++) {
        j += at[a] * strides[a];
      }
      out[i] = (float) f.applyAsDouble(x.getDouble(i), small.getDouble(j));
      for (int a = at.length - 1; a >= 0 && ++at[a] == shape.dim(a); a--) {
        at[a] = 0;
      }
    }
    return Tensor.wrap(out, shape);
  }
}
