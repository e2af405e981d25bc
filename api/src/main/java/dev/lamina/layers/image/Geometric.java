package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import java.util.List;

/**
 * A layer that moves pixels. Called on images and further images of the same size, such as
 * segmentation masks, it moves all of them alike; the further ones without interpolation.
 */
interface Geometric extends ImageLayer {
  /** How pixels are moved, once the random numbers are drawn. */
  interface Move {
    /** images: [batch, rows, columns, channels], floating. */
    Value apply(Value images, Interpolation interpolation);
  }

  /** Between pixels; layers that move whole pixels have {@link Interpolation#NEAREST}. */
  Interpolation interpolation();

  /** Draws the random numbers of a batch. images: [batch, rows, columns, channels]. */
  Move move(Scope scope, Value images);

  @Override
  default Value augment(Scope scope, Value images) {
    return move(scope, images).apply(images, interpolation());
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    List<Value> images =
        inputs.stream().map(x -> Images.floating(scope, this, dataFormat(), x)).toList();
    List<Value> last = images.stream().map(x -> Images.toLast(dataFormat(), x)).toList();
    Value first = last.get(0);
    for (Value x : last) {
      if (x.dim(0) != first.dim(0) || x.dim(1) != first.dim(1) || x.dim(2) != first.dim(2)) {
        throw new IllegalArgumentException(
            "%s (%s): expected masks with the images' batch, rows and columns, got shapes %s"
                .formatted(scope.path(), kerasName(), inputs.stream().map(Value::shape).toList()));
      }
    }
    if (!scope.training()) {
      return images;
    }
    Move move = move(scope, first);
    return last.stream()
        .map(x -> move.apply(x, x == first ? interpolation() : Interpolation.NEAREST))
        .map(y -> Images.fromLast(dataFormat(), y))
        .toList();
  }
}
