package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoundingBoxes;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.ops.image.Projection;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In training, changes the batch by {@code numOps} random operations of eleven, one after the other
 * (Cubuk et al. 2019): shear, translation, rotation, brightness, color degeneration, contrast,
 * sharpness, posterization, solarization, auto-contrast and equalization. x: [batch, rows, columns,
 * 3] -> same shape (channels second if {@code dataFormat} says so). In inference x itself.
 *
 * @param valueRange the range of x
 * @param numOps how many operations
 * @param factor range of the operations' strength in [0, 1]; one number f: [0, f]
 * @param interpolation nearest or bilinear
 * @param seed kept for Keras' files; the model's seed decides
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record RandAugment(
    List<Double> valueRange,
    int numOps,
    List<Double> factor,
    Interpolation interpolation,
    Optional<Long> seed,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Geometric, RandAugmentBuilder.With {
  public RandAugment {
    valueRange = Factors.values("RandAugment", valueRange);
    factor = Factors.range("RandAugment", "factor", factor, 0, 1);
    Warp.check("RandAugment", interpolation, FillMode.REFLECT);
    if (numOps < 1) {
      throw new IllegalArgumentException("RandAugment: numOps must be > 0, got " + numOps);
    }
  }

  public static RandAugment of() {
    return of(2, 0.5);
  }

  public static RandAugment of(int numOps, double factor) {
    return new RandAugment(
        Factors.BYTES,
        numOps,
        List.of(factor),
        Interpolation.BILINEAR,
        Optional.empty(),
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  @Override
  public Move move(Scope scope, Value images) {
    var choice = Choice.of(valueRange, factor, interpolation, true);
    Value x = images;
    var matrices = new ArrayList<Value>();
    for (int i = 0; i < numOps; i++) {
      Choice.Step step = choice.apply(scope, x, Choice.index(scope, choice.size()));
      x = step.images();
      matrices.add(step.matrix());
    }
    var size = new ImageSize(images.dim(1), images.dim(2));
    return new Moved(x, matrices, size);
  }

  /** Masks and boxes are moved by what moves pixels among the operations. */
  private record Moved(Value result, List<Value> matrices, ImageSize size) implements Move {
    @Override
    public Value apply(Value images, Interpolation how) {
      return result;
    }

    @Override
    public Value masks(Value masks) {
      var projection = new Projection(Interpolation.NEAREST, FillMode.REFLECT, 0);
      Value x = masks;
      for (Value matrix : matrices) {
        x = projection.apply(x, matrix);
      }
      return x;
    }

    @Override
    public Value boxes(Value boxes) {
      Value b = boxes;
      for (Value matrix : matrices) {
        b = BoundingBoxes.clipToImageSize(Projection.boxes(b, matrix), BoxFormat.XYXY, size);
      }
      return b;
    }
  }
}
