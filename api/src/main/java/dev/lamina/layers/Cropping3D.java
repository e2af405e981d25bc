package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;

/**
 * Cuts off the borders of the spatial axes. x: [batch, planes, rows, columns, channels] (channels
 * second if {@code dataFormat} says so).
 *
 * @param cropping for each spatial axis: elements before and after
 */
@RecordBuilder
public record Cropping3D(List<List<Integer>> cropping, DataFormat dataFormat)
    implements Layer, Cropping3DBuilder.With {
  public Cropping3D {
    cropping = cropping.stream().map(List::copyOf).toList();
    Borders.check("Cropping3D", "cropping", cropping, 3);
  }

  /** Elements off both ends of every axis. */
  public static Cropping3D of(int size) {
    return new Cropping3D(Collections.nCopies(3, List.of(size, size)), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Borders.crop(scope, this, x, dataFormat, cropping);
  }
}
