package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * Cuts off the borders of the spatial axes. x: [batch, steps, channels].
 *
 * @param cropping elements before and after
 */
@RecordBuilder
public record Cropping1D(List<Integer> cropping) implements Layer, Cropping1DBuilder.With {
  public Cropping1D {
    cropping = List.copyOf(cropping);
    Borders.check("Cropping1D", "cropping", List.of(cropping), 1);
  }

  /** Elements off both ends of every axis. */
  public static Cropping1D of(int size) {
    return new Cropping1D(List.of(size, size));
  }

  public static Cropping1D of(int before, int after) {
    return new Cropping1D(List.of(before, after));
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Borders.crop(scope, this, x, DataFormat.CHANNELS_LAST, List.of(cropping));
  }
}
