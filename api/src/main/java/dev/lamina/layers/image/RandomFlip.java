package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * In training, mirrors about half of the images. x: [batch, rows, columns, channels] -> same shape.
 * In inference x itself.
 *
 * @param mode horizontal: left and right; vertical: up and down; both: an image is turned by half
 *     or left alone
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record RandomFlip(Mode mode, Optional<Long> seed, DataFormat dataFormat)
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
    return new RandomFlip(mode, Optional.empty(), DataFormat.CHANNELS_LAST);
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
    return (x, interpolation) -> flips.select(x.reverse(axes), x);
  }
}
