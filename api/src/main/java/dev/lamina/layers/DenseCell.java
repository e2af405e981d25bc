package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;

/** Cells of vectors: x [batch, in], states [batch, units]; gates by matrix products. */
interface DenseCell extends GatedCell {
  int units();

  @Override
  default Shape kernelShape(Shape x) {
    return Shape.of(x.dim(-1), gates() * units());
  }

  @Override
  default Shape recurrentShape() {
    return Shape.of(units(), gates() * units());
  }

  @Override
  default Shape biasShape() {
    return Shape.of(gates() * units());
  }

  @Override
  default Value times(Value x, Value kernel) {
    return x.matmul(kernel);
  }

  @Override
  default Value recur(Value h, Value kernel) {
    return h.matmul(kernel);
  }
}
