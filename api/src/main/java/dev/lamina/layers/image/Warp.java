package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.Projection;
import dev.lamina.tensor.Shape;
import java.util.List;

/** A layer that moves the pixels of each image by a random affine map. */
interface Warp extends Geometric {
  FillMode fillMode();

  double fillValue();

  /** Six numbers for each image, as {@link Projection} takes them: [batch, 6]. */
  Value matrix(Scope scope, Value images);

  @Override
  default Move move(Scope scope, Value images) {
    Value matrix = matrix(scope, images);
    return Move.of(
        (x, how) -> new Projection(how, fillMode(), fillValue()).apply(x, matrix),
        boxes -> Projection.boxes(boxes, matrix));
  }

  /** One random number for each image: [batch, 1]. */
  static Value one(Scope scope, Value images, List<Double> range) {
    return Draw.uniform(scope, Shape.of(images.dim(0), 1), images.dtype(), range);
  }

  /** What projections can do. */
  static void check(String layer, Interpolation interpolation, FillMode fillMode) {
    try {
      new Projection(interpolation, fillMode, 0);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(layer + ": " + e.getMessage(), e);
    }
  }
}
