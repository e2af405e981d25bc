package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.ops.image.BoundingBoxes;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.tensor.Tensor;

/** A window of images. */
record Part(int top, int left, int height, int width) {
  /** The middle with the aspect ratio of height and width, as large as it can be. */
  static Part middle(ImageSize whole, int height, int width) {
    int rows = side(whole.width(), height, width, whole.height());
    int columns = side(whole.height(), width, height, whole.width());
    return new Part((whole.height() - rows) / 2, (whole.width() - columns) / 2, rows, columns);
  }

  private static int side(int other, int of, int per, int most) {
    return Math.max(1, Math.min(most, (int) ((double) other * of / per)));
  }

  /** images: [batch, rows, columns, channels]. */
  Value images(Value x) {
    return x.slice(1, top, top + height).slice(2, left, left + width);
  }

  /** Boxes (xyxy, pixels) within the window once it is resized to another size. */
  Value boxes(Value boxes, int toHeight, int toWidth) {
    return scaled(
        BoundingBoxes.pad(boxes, -top, -left),
        (double) toHeight / height,
        (double) toWidth / width);
  }

  /** Boxes (xyxy) of a larger or smaller image. */
  static Value scaled(Value boxes, double down, double right) {
    double[] by = {right, down, right, down};
    return boxes.times(Value.constant(Tensor.of(by, 4).cast(boxes.dtype())));
  }
}
