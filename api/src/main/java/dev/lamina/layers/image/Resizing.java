package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoundingBoxes;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.ops.image.Resize;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Changes the size of images, in training and inference. x: [batch, rows, columns, channels] ->
 * [batch, height, width, channels] (channels second if {@code dataFormat} says so). Integers stay
 * integers and are rounded.
 *
 * @param cropToAspectRatio first cut off what does not fit the new shape, centred
 * @param padToAspectRatio first add borders of {@code fillValue} that make it fit
 * @param fillMode always constant
 * @param antialias widen the kernel where images get smaller, so that every pixel counts
 * @param boundingBoxFormat what boxes are that the layer is called with
 */
@RecordBuilder
public record Resizing(
    int height,
    int width,
    Interpolation interpolation,
    boolean cropToAspectRatio,
    boolean padToAspectRatio,
    FillMode fillMode,
    double fillValue,
    boolean antialias,
    DataFormat dataFormat,
    Optional<BoxFormat> boundingBoxFormat)
    implements Boxed, ResizingBuilder.With {
  public Resizing {
    try {
      resize(
          height,
          width,
          interpolation,
          antialias,
          cropToAspectRatio,
          padToAspectRatio,
          fillMode,
          fillValue,
          dataFormat);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Resizing: " + e.getMessage(), e);
    }
  }

  public static Resizing of(int height, int width) {
    return new Resizing(
        height,
        width,
        Interpolation.BILINEAR,
        false,
        false,
        FillMode.CONSTANT,
        0,
        false,
        DataFormat.CHANNELS_LAST,
        Optional.empty());
  }

  private static Resize resize(
      int height,
      int width,
      Interpolation interpolation,
      boolean antialias,
      boolean crop,
      boolean pad,
      FillMode fillMode,
      double fillValue,
      DataFormat format) {
    return new Resize(
        List.of(height, width), interpolation, antialias, crop, pad, fillMode, fillValue, format);
  }

  @Override
  public Value apply(Scope scope, Value images) {
    return call(scope, List.of(images)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    var targets = new Targets(scope, this, inputs);
    targets.check(dataFormat);
    ImageSize from = Targets.size(dataFormat, inputs.get(0));
    Value first = inputs.get(0);
    var moves =
        new Targets.Moves() {
          @Override
          public Value images(Value x) {
            Interpolation how = x == first ? interpolation : Interpolation.NEAREST;
            return resize(
                    height,
                    width,
                    how,
                    antialias && x == first,
                    cropToAspectRatio,
                    padToAspectRatio,
                    fillMode,
                    fillValue,
                    dataFormat)
                .write(x);
          }

          @Override
          public Value boxes(Value xyxy) {
            return moved(xyxy, from);
          }
        };
    return targets.move(from, new ImageSize(height, width), moves, Resizing::withoutEmpty);
  }

  /** As Keras computes it, in float32: margins are whole pixels. */
  private Value moved(Value xyxy, ImageSize from) {
    float down = (float) height / from.height();
    float right = (float) width / from.width();
    if (!cropToAspectRatio && !padToAspectRatio) {
      return Part.scaled(xyxy, down, right);
    }
    float by = padToAspectRatio ? Math.min(down, right) : Math.max(down, right);
    return BoundingBoxes.pad(
        Part.scaled(xyxy, by, by),
        margin(height - from.height() * by),
        margin(width - from.width() * by));
  }

  /** Half of what is added or, if negative, cut off, rounded towards 0. */
  private static double margin(float both) {
    return both > 0 ? Math.floor(both / 2) : Math.ceil(both / 2);
  }

  /** Boxes that were given as all 0 or all -1, which stand for none, become all 0. */
  private static Value withoutEmpty(Value given, Value moved) {
    Value none = all(given, 0).or(all(given, -1));
    return none.select(moved.times(0), moved);
  }

  private static Value all(Value boxes, double number) {
    return boxes.maxOver(2).eq(number).and(boxes.minOver(2).eq(number)).expandDims(2);
  }
}
