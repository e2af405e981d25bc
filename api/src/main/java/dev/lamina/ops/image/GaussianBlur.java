package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.DataFormat;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Convolution with a normal density; beyond the border is 0. The kernel is that of the second size
 * and sigma, times that of the first; if the sizes differ, its values are read row by row into
 * {@code kernelSize}, as Keras does on TensorFlow. Images: [batch, rows, columns, channels] or
 * without a batch -> same shape; integers are rounded.
 *
 * @param kernelSize two numbers > 0
 * @param sigma two standard deviations in pixels, > 0
 */
public record GaussianBlur(List<Integer> kernelSize, List<Double> sigma, DataFormat dataFormat)
    implements Operation.OfOne {
  public GaussianBlur {
    kernelSize = List.copyOf(kernelSize);
    sigma = List.copyOf(sigma);
    if (kernelSize.size() != 2 || kernelSize.stream().anyMatch(k -> k <= 0)) {
      throw new IllegalArgumentException(
          "gaussian_blur: kernelSize must be two numbers > 0, got " + kernelSize);
    }
    if (sigma.size() != 2 || sigma.stream().anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "gaussian_blur: sigma must be two numbers > 0, got " + sigma);
    }
  }

  @Override
  public Value write(Value images) {
    Layout layout = Layout.of("gaussian_blur", dataFormat, images);
    Value x = layout.there(Pixels.floating(images));
    Value first = Value.scalar(x.dtype(), sigma.get(0));
    Value second = Value.scalar(x.dtype(), sigma.get(1));
    return Pixels.like(images, layout.back(blur(x, kernelSize, first, second)));
  }

  /**
   * The same with standard deviations from the graph (scalars). x: [batch, rows, columns,
   * channels], floating.
   */
  public static Value blur(Value x, List<Integer> kernelSize, Value first, Value second) {
    int height = kernelSize.get(0);
    int width = kernelSize.get(1);
    Value row = density(height, first).reshape(1, height);
    Value column = density(width, second).reshape(width, 1);
    int channels = x.dim(3);
    Value kernel =
        column
            .times(row)
            .reshape(height, width, 1, 1)
            .broadcastTo(Shape.of(height, width, 1, channels));
    Window window =
        new Window(
            List.of(1, 1),
            List.of((height - 1) / 2, (width - 1) / 2),
            List.of(height / 2, width / 2),
            List.of(1, 1));
    return Value.of(new Conv(window, channels), x, kernel);
  }

  /** exp(-(i - centre)² / 2σ²), of sum 1. */
  private static Value density(int size, Value sigma) {
    DType dtype = sigma.dtype();
    Value at = Value.of(new Iota(new TensorType(dtype, Shape.of(size)), 0)).minus((size - 1) / 2.0);
    Value e = at.div(sigma).square().times(-0.5).exp();
    return e.div(e.sum());
  }
}
