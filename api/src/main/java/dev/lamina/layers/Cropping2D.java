package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;

/**
 * Cuts off the borders of the spatial axes. x: [batch, rows, columns, channels] (channels second if
 * {@code dataFormat} says so).
 *
 * @param cropping for each spatial axis: elements before and after
 */
@RecordBuilder
public record Cropping2D(List<List<Integer>> cropping, DataFormat dataFormat)
    implements Layer, Cropping2DBuilder.With {
  public Cropping2D {
    cropping = cropping.stream().map(List::copyOf).toList();
    Borders.check("Cropping2D", "cropping", cropping, 2);
  }

  /** Elements off both ends of every axis. */
  public static Cropping2D of(int size) {
    return new Cropping2D(Collections.nCopies(2, List.of(size, size)), DataFormat.CHANNELS_LAST);
  }

  public static Cropping2D of(int top, int bottom, int left, int right) {
    return new Cropping2D(
        List.of(List.of(top, bottom), List.of(left, right)), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Borders.crop(scope, this, x, dataFormat, cropping);
  }
}
