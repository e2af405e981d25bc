package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;

/** Counts of whole numbers in the graph. */
final class Histogram {
  private Histogram() {}

  /** How often each of 0, …, size - 1 is among the elements of an int32 value: [size], int32. */
  static Value of(Value bins, int size) {
    Value flat = bins.reshape(bins.shape().intSize());
    Value ones = Value.full(new TensorType(DType.INT32, flat.shape()), 1);
    return Value.of(new ScatterAdd(0, size), flat, ones);
  }

  /** 0, 1, 2, … along an axis, int32. */
  static Value iota(Shape shape, int axis) {
    return Value.of(new Iota(new TensorType(DType.INT32, shape), axis));
  }
}
