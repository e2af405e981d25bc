package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Reduce;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Spreads the values of each image and channel by the histograms of tiles, between whose tables it
 * interpolates, in training and inference (Zuiderveld 1994). x: [batch, rows, columns, channels] ->
 * same shape.
 *
 * @param valueRange the range of x
 * @param clipLimit bins hold at most so many times the mean, the rest is given to all bins; 0: no
 *     limit
 * @param tileGridSize tiles from top to bottom and from left to right
 */
@RecordBuilder
public record ContrastLimitedAdaptiveHistogramEqualization(
    List<Double> valueRange, double clipLimit, List<Integer> tileGridSize, DataFormat dataFormat)
    implements ImageLayer, ContrastLimitedAdaptiveHistogramEqualizationBuilder.With {
  public ContrastLimitedAdaptiveHistogramEqualization {
    valueRange = Factors.values("ContrastLimitedAdaptiveHistogramEqualization", valueRange);
    tileGridSize = List.copyOf(tileGridSize);
    if (tileGridSize.size() != 2 || tileGridSize.stream().anyMatch(t -> t <= 0)) {
      throw new IllegalArgumentException(
          "ContrastLimitedAdaptiveHistogramEqualization: tileGridSize must be two numbers > 0, got "
              + tileGridSize);
    }
  }

  public static ContrastLimitedAdaptiveHistogramEqualization of() {
    return new ContrastLimitedAdaptiveHistogramEqualization(
        Factors.BYTES, 4, List.of(8, 8), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value images = Images.floating(scope, this, dataFormat, x);
    return Images.fromLast(dataFormat, augment(scope, Images.toLast(dataFormat, images)));
  }

  @Override
  public Value augment(Scope scope, Value images) {
    Value x = Images.range(images, valueRange, Factors.BYTES);
    var tiles = new Tiles(tileGridSize.get(0), tileGridSize.get(1), x.shape());
    Value pixels = x.clip(0, 255).cast(DType.INT32);
    Value y =
        tiles.interpolate(pixels, table(tiles.histograms(pixels).cast(x.dtype()), tiles.pixels()));
    return Images.range(y, Factors.BYTES, valueRange);
  }

  /** The new value for each of 256 values: [tables, 256]. */
  private Value table(Value histograms, int pixels) {
    Value h = histograms;
    if (clipLimit > 0) {
      Value clipped = h.min(clipLimit * pixels / 256);
      h = clipped.plus(h.minus(clipped).reduce(Reduce.Kind.SUM, true, 1).div(256));
    }
    Value upTo = Value.of(new CumSum(1, false, false), h);
    Value first = upTo.reduce(Reduce.Kind.MIN, true, 1);
    Value rest = first.rsub(pixels);
    Value divisor = rest.eq(0).select(Value.scalar(rest.dtype(), 1), rest);
    return upTo.minus(first).times(255).div(divisor).clip(0, 255);
  }
}
