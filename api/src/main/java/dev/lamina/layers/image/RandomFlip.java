package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, mirrors about half of the images. x: [batch, rows, columns, channels] -> same shape.
 * In inference x itself.
 *
 * @param mode horizontal: left and right; vertical: up and down; both: an image is turned by half
 *     or left alone
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandomFlip(
    Mode mode, Optional<Long> seed, DataFormat dataFormat, Optional<BoxFormat> boundingBoxFormat)
    implements Geometric, RandomFlipBuilder.With {

  /** What is swapped. */
  public enum Mode {
    /** Left and right. */
    HORIZONTAL,
    /** Up and down. */
    VERTICAL,
    /** Both in the same images. */
    HORIZONTAL_AND_VERTICAL
  }

  public static RandomFlip of() {
    return of(Mode.HORIZONTAL_AND_VERTICAL);
  }

  public static RandomFlip of(Mode mode) {
    return new RandomFlip(mode, Optional.empty(), DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Interpolation interpolation() {
    return Interpolation.NEAREST;
  }

  @Override
  public Move move(Scope scope, Value images) {
    Value flips =
        scope.random(Shape.of(images.dim(0), 1, 1, 1)).le(Value.scalar(DType.FLOAT32, 0.5));
    int[] axes =
        switch (mode) {
          case HORIZONTAL -> new int[] {2};
          case VERTICAL -> new int[] {1};
          case HORIZONTAL_AND_VERTICAL -> new int[] {1, 2};
        };
    Value flipped = flips.squeeze(3);
    return Move.of(
        (x, interpolation) -> flips.select(x.reverse(axes), x),
        boxes -> flipped.select(mirrored(boxes, images.dim(2), images.dim(1)), boxes));
  }

  private Value mirrored(Value xyxy, int width, int height) {
    Value left = xyxy.slice(2, 0, 1);
    Value top = xyxy.slice(2, 1, 2);
    Value right = xyxy.slice(2, 2, 3);
    Value bottom = xyxy.slice(2, 3, 4);
    boolean sides = mode != Mode.VERTICAL;
    boolean ends = mode != Mode.HORIZONTAL;
    return Value.concat(
        2,
        List.of(
            sides ? right.rsub(width) : left,
            ends ? bottom.rsub(height) : top,
            sides ? left.rsub(width) : right,
            ends ? top.rsub(height) : bottom));
  }
}
