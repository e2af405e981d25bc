package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Unary;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * In training, spreads the values of each channel so that all are about equally frequent in the
 * batch; a channel of one value stays as it is. x: [batch, rows, columns, channels] -> same shape.
 * In inference x itself.
 *
 * @param valueRange the range of x
 * @param bins of the histogram
 */
@RecordBuilder
public record Equalization(List<Double> valueRange, int bins, DataFormat dataFormat)
    implements ImageLayer, EqualizationBuilder.With {
  public Equalization {
    valueRange = Factors.values("Equalization", valueRange);
    if (bins < 1) {
      throw new IllegalArgumentException("Equalization: bins must be > 0, got " + bins);
    }
  }

  public static Equalization of() {
    return new Equalization(Factors.BYTES, 256, DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value augment(Scope scope, Value images) {
    double scale = 255 / (valueRange.get(1) - valueRange.get(0));
    Value x = images.times(scale).plus(-valueRange.get(0) * scale);
    int channels = x.dim(3);
    Value offset = Histogram.iota(Shape.of(1, 1, 1, channels), 3).times(bins);
    Value bin = x.times(bins - 1).div(255).clip(0, bins - 1).cast(DType.INT32).plus(offset);
    Value count = Histogram.of(bin, channels * bins).reshape(channels, bins);
    Value upTo = Value.of(new CumSum(1, false, false), count);
    Value all = upTo.slice(1, bins - 1, bins);
    Value first = upTo.gt(0).select(upTo, all).reduce(Reduce.Kind.MIN, true, 1);
    Value rest = all.minus(first);
    // In float64: float32 would round some halves to the wrong side.
    Value table =
        upTo.minus(first)
            .cast(DType.FLOAT64)
            .times(255)
            .div(rest.max(1).cast(DType.FLOAT64))
            .unary(Unary.Kind.ROUND)
            .clip(0, 255)
            .cast(x.dtype());
    Value level = x.div(255).times(bins - 1).clip(0, bins - 1).cast(DType.INT32).plus(offset);
    Value spread = table.reshape(channels * bins).gather(0, level);
    Value y = rest.reshape(1, 1, 1, channels).gt(0).select(spread, x);
    double back = (valueRange.get(1) - valueRange.get(0)) / 255;
    return y.times(back).plus(valueRange.get(0));
  }
}
