package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;

/**
 * Zeros around the spatial axes. x: [batch, planes, rows, columns, channels] (channels second if
 * {@code dataFormat} says so).
 *
 * @param padding for each spatial axis: elements before and after
 */
@RecordBuilder
public record ZeroPadding3D(List<List<Integer>> padding, DataFormat dataFormat)
    implements Layer, ZeroPadding3DBuilder.With {
  public ZeroPadding3D {
    padding = padding.stream().map(List::copyOf).toList();
    Borders.check("ZeroPadding3D", "padding", padding, 3);
  }

  /** Elements before and after every axis. */
  public static ZeroPadding3D of(int size) {
    return new ZeroPadding3D(Collections.nCopies(3, List.of(size, size)), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Borders.pad(scope, this, x, dataFormat, padding);
  }
}
