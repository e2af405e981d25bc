package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.Resize;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Changes the size of images, in training and inference. x: [batch, rows, columns, channels] ->
 * [batch, height, width, channels] (channels second if {@code dataFormat} says so). Integers stay
 * integers and are rounded.
 *
 * @param cropToAspectRatio first cut off what does not fit the new shape, centred
 * @param padToAspectRatio first add borders of {@code fillValue} that make it fit
 * @param fillMode always constant
 * @param antialias widen the kernel where images get smaller, so that every pixel counts
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
    DataFormat dataFormat)
    implements Layer, ResizingBuilder.With {
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
        DataFormat.CHANNELS_LAST);
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
  public Value apply(Scope scope, Value x) {
    Images.check(scope, this, dataFormat, x);
    return resize(
            height,
            width,
            interpolation,
            antialias,
            cropToAspectRatio,
            padToAspectRatio,
            fillMode,
            fillValue,
            dataFormat)
        .write(x);
  }
}
