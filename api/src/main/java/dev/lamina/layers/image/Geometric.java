package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.ImageSize;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A layer that moves pixels. Called on images and further images of the same size, such as
 * segmentation masks, it moves all of them alike; the further ones without interpolation. Bounding
 * boxes are moved with them: {@link Boxed}.
 */
interface Geometric extends ImageLayer, Boxed {
  /** How pixels and boxes are moved, once the random numbers are drawn. */
  interface Move {
    /** images: [batch, rows, columns, channels], floating. */
    Value apply(Value images, Interpolation interpolation);

    /** Masks of the images, without interpolation. */
    default Value masks(Value masks) {
      return apply(masks, Interpolation.NEAREST);
    }

    /** The boxes around the moved ones, xyxy in pixels, not cut at borders. [batch, n, 4]. */
    Value boxes(Value boxes);

    static Move of(BiFunction<Value, Interpolation, Value> images, UnaryOperator<Value> boxes) {
      return new Move() {
        @Override
        public Value apply(Value x, Interpolation interpolation) {
          return images.apply(x, interpolation);
        }

        @Override
        public Value boxes(Value b) {
          return boxes.apply(b);
        }
      };
    }
  }

  /** Between pixels; layers that move whole pixels have {@link Interpolation#NEAREST}. */
  Interpolation interpolation();

  /** Draws the random numbers of a batch. images: [batch, rows, columns, channels]. */
  Move move(Scope scope, Value images);

  /** The size of moved images. */
  default ImageSize after(ImageSize before) {
    return before;
  }

  @Override
  default Value augment(Scope scope, Value images) {
    return move(scope, images).apply(images, interpolation());
  }

  @Override
  default List<Value> call(Scope scope, List<Value> given) {
    new Targets(scope, this, given).check(dataFormat());
    List<Value> inputs =
        given.stream()
            .map(x -> Targets.isImages(x) ? Images.floating(scope, this, dataFormat(), x) : x)
            .toList();
    var targets = new Targets(scope, this, inputs);
    Value first = inputs.get(0);
    ImageSize size = Targets.size(dataFormat(), first);
    for (Value x : targets.images()) {
      if (!Targets.size(dataFormat(), x).equals(size)) {
        throw new IllegalArgumentException(
            "%s (%s): expected masks with the images' batch, rows and columns, got shapes %s"
                .formatted(scope.path(), kerasName(), inputs.stream().map(Value::shape).toList()));
      }
    }
    if (!scope.training()) {
      return inputs;
    }
    Move move = move(scope, Images.toLast(dataFormat(), first));
    return targets.move(
        size,
        after(size),
        new Targets.Moves() {
          @Override
          public Value images(Value x) {
            Value last = Images.toLast(dataFormat(), x);
            Value moved = x == first ? move.apply(last, interpolation()) : move.masks(last);
            return Images.fromLast(dataFormat(), moved);
          }

          @Override
          public Value boxes(Value xyxy) {
            return move.boxes(xyxy);
          }
        });
  }
}
