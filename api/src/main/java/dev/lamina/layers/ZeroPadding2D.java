package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;

/**
 * Zeros around the spatial axes. x: [batch, rows, columns, channels] (channels second if {@code
 * dataFormat} says so).
 *
 * @param padding for each spatial axis: elements before and after
 */
@RecordBuilder
public record ZeroPadding2D(List<List<Integer>> padding, DataFormat dataFormat)
    implements Layer, ZeroPadding2DBuilder.With {
  public ZeroPadding2D {
    padding = padding.stream().map(List::copyOf).toList();
    Borders.check("ZeroPadding2D", "padding", padding, 2);
  }

  /** Elements before and after every axis. */
  public static ZeroPadding2D of(int size) {
    return new ZeroPadding2D(Collections.nCopies(2, List.of(size, size)), DataFormat.CHANNELS_LAST);
  }

  public static ZeroPadding2D of(int top, int bottom, int left, int right) {
    return new ZeroPadding2D(
        List.of(List.of(top, bottom), List.of(left, right)), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Borders.pad(scope, this, x, dataFormat, padding);
  }
}
