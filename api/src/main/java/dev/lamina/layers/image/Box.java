package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;

/**
 * A random rectangle in each image.
 *
 * @param mask whether a pixel is within: [batch, rows, columns, 1]
 * @param area the part of the image that the rectangle covers, not rounded: [batch, 1, 1, 1]
 */
record Box(Value mask, Value area) {
  /**
   * At a random place.
   *
   * @param height as part of the image's: [batch, 1, 1, 1]
   */
  static Box of(Scope scope, Value images, Value height, Value width) {
    Value rows = within(scope, images, 1, height);
    Value columns = within(scope, images, 2, width);
    return new Box(rows.and(columns), height.times(width));
  }

  private static Value within(Scope scope, Value images, int axis, Value part) {
    int size = images.dim(axis);
    Value length = part.times(size);
    Value start = scope.random(Shape.of(images.dim(0), 1, 1, 1)).times(length.rsub(size));
    Shape line = Shape.of(1, axis == 1 ? size : 1, axis == 2 ? size : 1, 1);
    Value at = Value.of(new Iota(new TensorType(DType.FLOAT32, line), axis));
    return at.ge(start).and(at.lt(start.plus(length)));
  }
}
