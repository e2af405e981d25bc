package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.DataFormat;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * Structural similarity of two images (Wang et al. 2004): 1 for equal ones. Two times [batch, rows,
 * columns, channels] or without a batch -> [batch] or a scalar.
 *
 * @param maxVal the range of values, such as 1 or 255
 * @param filterSize of the window, in pixels
 * @param filterSigma standard deviation of the window's weights
 */
public record SSIM(
    double maxVal, int filterSize, double filterSigma, double k1, double k2, DataFormat dataFormat)
    implements Operation.OfTwo {
  public SSIM {
    if (!(maxVal > 0) || filterSize < 1 || !(filterSigma > 0)) {
      throw new IllegalArgumentException(
          "ssim: maxVal, filterSize and filterSigma must be > 0, got %s, %d and %s"
              .formatted(maxVal, filterSize, filterSigma));
    }
  }

  /** With a window of 11 pixels. */
  public static SSIM of(double maxVal) {
    return new SSIM(maxVal, 11, 1.5, 0.01, 0.03, DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value write(Value image1, Value image2) {
    Layout layout = Layout.of("ssim", dataFormat, image1);
    Value a = layout.there(Pixels.floating(image1));
    Value b = layout.there(Pixels.floating(image2).cast(a.dtype()));
    double c1 = k1 * maxVal * k1 * maxVal;
    double c2 = k2 * maxVal * k2 * maxVal;
    Value meanA = window(a);
    Value meanB = window(b);
    Value squareA = meanA.square();
    Value squareB = meanB.square();
    Value product = meanA.times(meanB);
    Value varianceA = window(a.square()).minus(squareA);
    Value varianceB = window(b.square()).minus(squareB);
    Value covariance = window(a.times(b)).minus(product);
    Value above = product.times(2).plus(c1).times(covariance.times(2).plus(c2));
    Value below = squareA.plus(squareB).plus(c1).times(varianceA.plus(varianceB).plus(c2));
    Value similarity = above.div(below).mean(1, 2, 3);
    Value y = layout.batched() ? similarity : similarity.squeeze(0);
    return y.cast(image1.dtype());
  }

  private Value window(Value x) {
    int entries = Tables.size("ssim", filterSize, filterSize);
    double[] line = new double[filterSize];
    double sum = 0;
    for (int i = 0; i < filterSize; i++) {
      double d = i - (filterSize - 1) / 2.0;
      line[i] = Math.exp(-d * d / (2 * filterSigma * filterSigma));
      sum += line[i];
    }
    double[] kernel = new double[entries];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = line[i / filterSize] * line[i % filterSize] / (sum * sum);
    }
    int channels = x.dim(3);
    Value k =
        Value.constant(Tensor.of(kernel, filterSize, filterSize, 1, 1))
            .cast(x.dtype())
            .broadcastTo(Shape.of(filterSize, filterSize, 1, channels));
    var valid = new Window(List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1));
    return Value.of(new Conv(valid, channels), x, k);
  }
}
