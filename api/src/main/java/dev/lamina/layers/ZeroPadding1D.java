package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Zeros around the spatial axes. x: [batch, steps, channels] (channels second if {@code dataFormat}
 * says so).
 *
 * @param padding elements before and after
 */
@RecordBuilder
public record ZeroPadding1D(List<Integer> padding, DataFormat dataFormat)
    implements Layer, ZeroPadding1DBuilder.With {
  public ZeroPadding1D {
    padding = List.copyOf(padding);
    Borders.check("ZeroPadding1D", "padding", List.of(padding), 1);
  }

  /** Elements before and after every axis. */
  public static ZeroPadding1D of(int size) {
    return new ZeroPadding1D(List.of(size, size), DataFormat.CHANNELS_LAST);
  }

  public static ZeroPadding1D of(int before, int after) {
    return new ZeroPadding1D(List.of(before, after), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Borders.pad(scope, this, x, dataFormat, List.of(padding));
  }
}
