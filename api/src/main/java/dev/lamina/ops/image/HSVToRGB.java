package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import java.util.List;

/**
 * Hue (in turns), saturation and value to red, green and blue. Images with 3 channels, floating ->
 * same shape.
 */
public record HSVToRGB(DataFormat dataFormat) implements Operation.OfOne {
  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("hsv_to_rgb", dataFormat, images);
    Value x = layout.there(images);
    RGBToHSV.check("hsv_to_rgb", x, images.shape());
    Value h = x.slice(3, 0, 1).times(6);
    Value s = x.slice(3, 1, 2);
    Value v = x.slice(3, 2, 3);
    Value red = h.minus(3).abs().minus(1);
    Value green = h.minus(2).abs().rsub(2);
    Value blue = h.minus(4).abs().rsub(2);
    Value pale = s.rsub(1);
    return layout.back(
        Value.concat(
            3,
            List.of(red, green, blue).stream()
                .map(c -> pale.plus(s.times(c.clip(0, 1))).times(v))
                .toList()));
  }
}
