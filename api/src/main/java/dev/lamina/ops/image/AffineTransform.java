package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.tensor.DType;

/**
 * Output pixel (x, y) is the input at ((a₀ x + a₁ y + a₂) / k, (b₀ x + b₁ y + b₂) / k) with k = c₀
 * x + c₁ y + 1. Images: [batch, rows, columns, channels] or without a batch -> same shape;
 * transform: [a₀ a₁ a₂ b₀ b₁ b₂ c₀ c₁], for all images or [batch, 8]. Integers are rounded.
 *
 * @param interpolation nearest or bilinear
 */
public record AffineTransform(
    Interpolation interpolation, FillMode fillMode, double fillValue, DataFormat dataFormat)
    implements Operation.OfTwo {
  public AffineTransform {
    new Projection(interpolation, fillMode, fillValue);
  }

  @Override
  public Value write(Value images, Value transform) {
    Layout layout = Layout.of("affine_transform", dataFormat, images);
    Value x = layout.there(Pixels.floating(images));
    Value t = transform.rank() == 1 ? transform.expandDims(0) : transform;
    if (t.rank() != 2 || t.dim(1) != 8) {
      throw new IllegalArgumentException(
          "affine_transform: expected a transform of shape [8] or [batch, 8], got "
              + transform.shape());
    }
    Value real = t.dtype().isFloating() ? t : t.cast(DType.FLOAT32);
    Value y = new Projection(interpolation, fillMode, fillValue).apply(x, real);
    return Pixels.like(images, layout.back(y));
  }
}
