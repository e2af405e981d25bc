package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.tensor.Shape;
import java.util.List;

/**
 * Red, green and blue to hue (in turns, [0, 1)), saturation [0, 1] and value, the largest of the
 * three. Images with 3 channels, floating -> same shape.
 */
public record RGBToHSV(DataFormat dataFormat) implements Operation.OfOne {
  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("rgb_to_hsv", dataFormat, images);
    Value x = layout.there(images);
    check("rgb_to_hsv", x, images.shape());
    Value r = x.slice(3, 0, 1);
    Value g = x.slice(3, 1, 2);
    Value b = x.slice(3, 2, 3);
    Value v = r.max(g).max(b);
    Value range = v.minus(r.min(g).min(b));
    Value one = Value.scalar(x.dtype(), 1);
    Value zero = Value.scalar(x.dtype(), 0);
    Value s = v.gt(0).select(range.div(v.gt(0).select(v, one)), zero);
    Value colored = range.gt(0);
    Value norm = colored.select(range, one).times(6).rdiv(1);
    Value fromRed = norm.times(g.minus(b));
    Value fromGreen = norm.times(b.minus(r)).plus(2.0 / 6);
    Value fromBlue = norm.times(r.minus(g)).plus(4.0 / 6);
    Value h = colored.select(r.eq(v).select(fromRed, g.eq(v).select(fromGreen, fromBlue)), zero);
    return layout.back(Value.concat(3, List.of(h.lt(0).select(h.plus(1), h), s, v)));
  }

  static void check(String op, Value x, Shape given) {
    if (x.dim(3) != 3 || !x.dtype().isFloating()) {
      throw new IllegalArgumentException(
          "%s: expected 3 channels of floats, got %s of shape %s; cast integers first"
              .formatted(op, x.dtype(), given));
    }
  }
}
