package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.DataFormat;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * Differences between the neighbours of each pixel, down and to the right, by Sobel's filter; the
 * border is mirrored. Images: [batch, rows, columns, channels] -> [batch, rows, columns, channels,
 * 2] (channels second if {@code dataFormat} says so).
 */
public record SobelEdges(DataFormat dataFormat) implements Operation.OfOne {
  private static final Window VALID =
      new Window(List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1));

  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("sobel_edges", dataFormat, images);
    Value x = layout.there(Pixels.floating(images));
    if (images.rank() != 4 || x.dim(1) < 2 || x.dim(2) < 2) {
      throw new IllegalArgumentException(
          "sobel_edges: expected a batch of images of 2 x 2 pixels or more, got shape "
              + images.shape());
    }
    Value wide = mirrored(mirrored(x, 1), 2);
    Value down = filter(wide, -1, -2, -1, 0, 0, 0, 1, 2, 1);
    Value right = filter(wide, -1, 0, 1, -2, 0, 2, -1, 0, 1);
    return Value.stack(4, List.of(layout.back(down), layout.back(right)));
  }

  private static Value mirrored(Value x, int axis) {
    int n = x.dim(axis);
    return Value.concat(axis, List.of(x.slice(axis, 1, 2), x, x.slice(axis, n - 2, n - 1)));
  }

  private static Value filter(Value x, double... kernel) {
    int channels = x.dim(3);
    Value k =
        Value.constant(Tensor.of(kernel, 3, 3, 1, 1))
            .cast(x.dtype())
            .broadcastTo(Shape.of(3, 3, 1, channels));
    return Value.of(new Conv(VALID, channels), x, k);
  }
}
