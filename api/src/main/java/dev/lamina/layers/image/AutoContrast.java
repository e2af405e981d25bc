package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Stretches the values of each image, channel by channel, to the whole of {@code valueRange}, in
 * training and inference; a channel of one value stays as it is. x: [batch, rows, columns,
 * channels] -> same shape. As in Keras, axes 1 and 2 count as rows and columns in any {@code
 * dataFormat}.
 */
@RecordBuilder
public record AutoContrast(List<Double> valueRange, DataFormat dataFormat)
    implements ImageLayer, AutoContrastBuilder.With {
  public AutoContrast {
    valueRange = Factors.values("AutoContrast", valueRange);
  }

  public static AutoContrast of() {
    return of(0, 255);
  }

  public static AutoContrast of(double low, double high) {
    return new AutoContrast(List.of(low, high), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return stretch(Images.floating(scope, this, dataFormat, x));
  }

  @Override
  public Value augment(Scope scope, Value images) {
    return stretch(images);
  }

  private Value stretch(Value given) {
    Value x = Images.range(given, valueRange, Factors.BYTES);
    Value low = x.reduce(Reduce.Kind.MIN, true, 1, 2);
    Value range = x.reduce(Reduce.Kind.MAX, true, 1, 2).minus(low);
    Value varies = range.gt(0);
    Value scale = varies.select(range, Value.scalar(x.dtype(), 1)).rdiv(255);
    Value y = Images.clip(x.times(scale).minus(low.times(scale)), Factors.BYTES);
    return varies.select(Images.range(y, Factors.BYTES, valueRange), given);
  }
}
