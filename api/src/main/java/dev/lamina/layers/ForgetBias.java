package dev.lamina.layers;

import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Ones;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;

/**
 * The bias of an LSTM [i, f, c, o] whose forget gate starts at 1 (Jozefowicz et al. 2015), the
 * others by {@code others}.
 */
record ForgetBias(Initializer others) implements Initializer {
  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    int units = shape.dim(0) / 4;
    float[] out = new float[4 * units];
    copy(others.init(Shape.of(units), DType.FLOAT32, Philox.key(key, 0)), out, 0);
    copy(Ones.of().init(Shape.of(units), DType.FLOAT32, key), out, units);
    copy(others.init(Shape.of(2 * units), DType.FLOAT32, Philox.key(key, 1)), out, 2 * units);
    return Tensor.wrap(out, shape).cast(dtype);
  }

  private static void copy(Tensor from, float[] to, int at) {
    System.arraycopy(from.floatArray(), 0, to, at, from.size());
  }
}
