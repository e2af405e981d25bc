package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * The mean of each channel. Masked steps do not count. x: [batch, steps, channels] -> [batch,
 * channels], or with the spatial axes kept at size one if {@code keepdims}.
 */
@RecordBuilder
public record GlobalAveragePooling1D(DataFormat dataFormat, boolean keepdims)
    implements GlobalPooling, GlobalAveragePooling1DBuilder.With {
  public static GlobalAveragePooling1D of() {
    return new GlobalAveragePooling1D(DataFormat.CHANNELS_LAST, false);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Optional<Value> mask = scope.mask(0);
    if (mask.isEmpty()) {
      return pool(scope, x, 1, Reduce.Kind.MEAN);
    }
    Value valid = mask.get().expandDims(dataFormat == DataFormat.CHANNELS_LAST ? 2 : 1);
    Value zeroed = valid.select(x, Value.scalar(x.dtype(), 0));
    Value sum = pool(scope, zeroed, 1, Reduce.Kind.SUM);
    return sum.div(valid.cast(x.dtype()).reduce(Reduce.Kind.SUM, keepdims, axes(1)));
  }
}
