package dev.lamina.layers.image;

import dev.lamina.layers.Layer;
import dev.lamina.ops.image.BoxFormat;
import java.util.Optional;

/**
 * A layer that moves bounding boxes with its images: it can also be called on images, boxes [batch,
 * n, 4] and the boxes' labels [batch, n], and returns as many. Boxes are cut at the image's
 * borders; where nothing is left, the label is -1.
 */
interface Boxed extends Layer {
  /** What the numbers of boxes are; needed if there are boxes. */
  Optional<BoxFormat> boundingBoxFormat();
}
