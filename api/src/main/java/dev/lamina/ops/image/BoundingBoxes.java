package dev.lamina.ops.image;

import dev.lamina.graph.Operand;
import dev.lamina.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keras' functions of bounding boxes ({@code keras.utils.bounding_boxes}) for values in layers,
 * symbolic tensors and eager tensors. Boxes are [..., n, 4]; integers become float32. A {@code
 * size} is needed only between formats in pixels and relative ones.
 */
public final class BoundingBoxes {
  /** Keras' backend epsilon. */
  private static final double TINY = 1e-7;

  private BoundingBoxes() {}

  /** The same boxes in another format, both in pixels or both relative. */
  public static <T extends Operand<T>> T convertFormat(
      T boxes, BoxFormat source, BoxFormat target) {
    return convertFormat(boxes, source, target, Optional.empty());
  }

  /**
   * The same boxes in another format.
   *
   * @throws IllegalArgumentException if one format is relative, the other not, and there is no size
   */
  public static <T extends Operand<T>> T convertFormat(
      T boxes, BoxFormat source, BoxFormat target, Optional<ImageSize> size) {
    return corners("convertFormat", boxes, source, target.relative(), size).boxes(target);
  }

  private static <T extends Operand<T>> Corners<T> corners(
      String function, T boxes, BoxFormat source, boolean relative, Optional<ImageSize> size) {
    Corners<T> given = Corners.of(boxes, source);
    if (source.relative() == relative) {
      return given;
    }
    ImageSize s =
        size.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: boxes in format %s need the size of the image to become %s; pass an ImageSize"
                        .formatted(
                            function,
                            source.name().toLowerCase(Locale.ROOT),
                            relative ? "relative" : "pixels")));
    return relative ? given.dividedBy(s.width(), s.height()) : given.times(s.width(), s.height());
  }

  /** Boxes cut at the borders of the image. */
  public static <T extends Operand<T>> T clipToImageSize(
      T boxes, BoxFormat format, ImageSize size) {
    double x = format.relative() ? 1 : size.width();
    double y = format.relative() ? 1 : size.height();
    return Corners.of(boxes, format).clip(x, y).boxes(format);
  }

  /**
   * Boxes cut at the borders of the image, and their labels: -1 where nothing is left.
   *
   * @param labels [..., n]
   * @return boxes, labels
   */
  public static <T extends Operand<T>> List<T> clipToImageSize(
      T boxes, T labels, BoxFormat format, ImageSize size) {
    T clipped = clipToImageSize(boxes, format, size);
    T seen = Ops.greater(Ops.squeeze(Corners.of(clipped, format).area(), -1), 0);
    return List.of(clipped, Ops.where(seen, labels, -1));
  }

  /** Boxes (xyxy, pixels) in a part of the image, cut at its borders. */
  public static <T extends Operand<T>> T crop(T boxes, double top, double left, ImageSize part) {
    return Corners.of(boxes, BoxFormat.XYXY)
        .plus(-left, -top)
        .clip(part.width(), part.height())
        .boxes(BoxFormat.XYXY);
  }

  /** Boxes (xyxy, pixels) in an image with more rows above and columns to the left. */
  public static <T extends Operand<T>> T pad(T boxes, double top, double left) {
    return Corners.of(boxes, BoxFormat.XYXY).plus(left, top).boxes(BoxFormat.XYXY);
  }

  /**
   * The boxes around moved boxes, turned, sheared and scaled around the centre of the image. Not
   * cut at its borders.
   *
   * @param boxes xyxy in pixels: [batch, n, 4]
   * @param angle in degrees, positive is clockwise: [batch], like the others
   * @param translateX to the right, as part of width - 1
   * @param translateY down, as part of height - 1
   * @param scale greater than 1: larger
   * @param shearX in degrees
   * @param shearY in degrees
   */
  public static <T extends Operand<T>> T affineTransform(
      T boxes, T angle, T translateX, T translateY, T scale, T shearX, T shearY, ImageSize size) {
    var move =
        Affine.of(
            each(angle),
            each(translateX),
            each(translateY),
            each(scale),
            each(shearX),
            each(shearY),
            size);
    return Corners.of(boxes, BoxFormat.XYXY).around(move).boxes(BoxFormat.XYXY);
  }

  /** [batch, 1, 1]. */
  private static <T extends Operand<T>> T each(T x) {
    return Ops.expandDims(Ops.expandDims(Ops.multiply(x, 1.0), -1), -1);
  }

  /**
   * Intersection over union of every box with every other: area of what both cover / area of what
   * one of them covers. [..., n, 4], [..., m, 4] -> [..., n, m].
   */
  public static <T extends Operand<T>> T computeIou(T boxes1, T boxes2, BoxFormat format) {
    return iou(Corners.of(boxes1, format), across(Corners.of(boxes2, format)));
  }

  /** The same, and {@code maskValue} where all corners of one of the two are negative: no box. */
  public static <T extends Operand<T>> T computeIou(
      T boxes1, T boxes2, BoxFormat format, double maskValue) {
    Corners<T> a = Corners.of(boxes1, format);
    Corners<T> b = across(Corners.of(boxes2, format));
    return Ops.where(Ops.logicalOr(absent(a), absent(b)), maskValue, iou(a, b));
  }

  private static <T extends Operand<T>> T absent(Corners<T> c) {
    T most = Ops.maximum(Ops.maximum(c.left(), c.right()), Ops.maximum(c.top(), c.bottom()));
    return Ops.less(most, 0);
  }

  /** [..., 1, m]. */
  private static <T extends Operand<T>> Corners<T> across(Corners<T> c) {
    return c.map(v -> Ops.swapaxes(v, -1, -2), v -> Ops.swapaxes(v, -1, -2));
  }

  private static <T extends Operand<T>> T iou(Corners<T> a, Corners<T> b) {
    T both = shared(a, b);
    T union = Ops.subtract(Ops.add(a.area(), b.area()), both);
    return Ops.divide(both, Ops.add(union, TINY));
  }

  private static <T extends Operand<T>> T shared(Corners<T> a, Corners<T> b) {
    T width = Ops.subtract(Ops.minimum(a.right(), b.right()), Ops.maximum(a.left(), b.left()));
    T height = Ops.subtract(Ops.minimum(a.bottom(), b.bottom()), Ops.maximum(a.top(), b.top()));
    return Ops.multiply(Ops.maximum(width, 0), Ops.maximum(height, 0));
  }

  /**
   * Complete intersection over union of box i with box i (Zheng et al. 2020): IoU - d² / c² - αv, d
   * the distance of the centres, c the diagonal of the box around both, v = (4 / π²) (atan(w₂ / h₂)
   * - atan(w₁ / h₁))², α = v / (1 - IoU + v). Two of [..., 4] -> [...].
   *
   * @param format of both, in pixels
   */
  public static <T extends Operand<T>> T computeCiou(T boxes1, T boxes2, BoxFormat format) {
    if (format.relative()) {
      throw new IllegalArgumentException(
          "computeCiou: expected boxes in pixels, got %s; use convertFormat first"
              .formatted(format.name().toLowerCase(Locale.ROOT)));
    }
    Corners<T> a = Corners.of(boxes1, format);
    Corners<T> b = Corners.of(boxes2, format);
    T heightA = Ops.add(a.height(), TINY);
    T heightB = Ops.add(b.height(), TINY);
    T both = shared(a, b);
    T areas = Ops.add(Ops.multiply(a.width(), heightA), Ops.multiply(b.width(), heightB));
    T iou = Ops.divide(both, Ops.add(Ops.subtract(areas, both), 2 * TINY));
    T wide = Ops.subtract(Ops.maximum(a.right(), b.right()), Ops.minimum(a.left(), b.left()));
    T high = Ops.subtract(Ops.maximum(a.bottom(), b.bottom()), Ops.minimum(a.top(), b.top()));
    T diagonal = Ops.add(Ops.add(Ops.square(wide), Ops.square(high)), TINY);
    T distance =
        Ops.add(Ops.square(Ops.subtract(a.x(), b.x())), Ops.square(Ops.subtract(a.y(), b.y())));
    T angles =
        Ops.subtract(
            Ops.arctan(Ops.divide(b.width(), heightB)), Ops.arctan(Ops.divide(a.width(), heightA)));
    T v = Ops.multiply(Ops.square(angles), 4 / (Math.PI * Math.PI));
    T alpha = Ops.divide(v, Ops.add(Ops.subtract(v, iou), 1 + TINY));
    T penalty = Ops.add(Ops.divide(distance, diagonal), Ops.multiply(v, alpha));
    return Ops.squeeze(Ops.subtract(iou, penalty), -1);
  }

  /**
   * What a detector learns (Ren et al. 2015): ((centre - anchor's centre) / anchor's size, log(size
   * / anchor's size)), divided by {@code variance}.
   *
   * @param anchors [n, 4]
   * @param boxes [n, 4] or [batch, n, 4]
   * @param deltas what the four numbers are: center_xywh or center_yxhw
   * @param variance four numbers
   */
  public static <T extends Operand<T>> T encodeBoxToDeltas(
      T anchors,
      T boxes,
      BoxFormat anchorFormat,
      BoxFormat boxFormat,
      BoxFormat deltas,
      Optional<List<Double>> variance,
      Optional<ImageSize> size) {
    check("encodeBoxToDeltas", deltas, variance);
    List<T> a =
        halves(corners("encodeBoxToDeltas", anchors, anchorFormat, false, size).boxes(deltas));
    List<T> b = halves(corners("encodeBoxToDeltas", boxes, boxFormat, false, size).boxes(deltas));
    T extent = Ops.maximum(a.get(1), TINY);
    T place = Ops.divide(Ops.subtract(b.get(0), a.get(0)), extent);
    T growth = Ops.log(Ops.divide(Ops.maximum(b.get(1), TINY), extent));
    return scaled(place, growth, variance, true);
  }

  /** The boxes with these {@link #encodeBoxToDeltas}. */
  public static <T extends Operand<T>> T decodeDeltasToBoxes(
      T anchors,
      T boxesDelta,
      BoxFormat anchorFormat,
      BoxFormat boxFormat,
      BoxFormat deltas,
      Optional<List<Double>> variance,
      Optional<ImageSize> size) {
    check("decodeDeltasToBoxes", deltas, variance);
    List<T> a =
        halves(corners("decodeDeltasToBoxes", anchors, anchorFormat, false, size).boxes(deltas));
    List<T> given = halves(Ops.multiply(boxesDelta, 1.0));
    List<T> d = halves(scaled(given.get(0), given.get(1), variance, false));
    T place = Ops.add(Ops.multiply(d.get(0), a.get(1)), a.get(0));
    T extent = Ops.multiply(Ops.exp(d.get(1)), a.get(1));
    T boxes = Ops.concatenate(-1, place, extent);
    return corners("decodeDeltasToBoxes", boxes, deltas, boxFormat.relative(), size)
        .boxes(boxFormat);
  }

  /** Two numbers for the place and two for the extent. */
  private static <T extends Operand<T>> List<T> halves(T boxes) {
    return Ops.splitAt(boxes, List.of(2), -1);
  }

  private static <T extends Operand<T>> T scaled(
      T place, T extent, Optional<List<Double>> variance, boolean divide) {
    if (variance.isEmpty()) {
      return Ops.concatenate(-1, place, extent);
    }
    List<T> parts = Ops.split(Ops.concatenate(-1, place, extent), 4, -1);
    List<T> out = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double v = variance.get().get(i);
      out.add(divide ? Ops.divide(parts.get(i), v) : Ops.multiply(parts.get(i), v));
    }
    return Ops.concatenate(-1, out);
  }

  private static void check(String function, BoxFormat deltas, Optional<List<Double>> variance) {
    if (deltas != BoxFormat.CENTER_XYWH && deltas != BoxFormat.CENTER_YXHW) {
      throw new IllegalArgumentException(
          "%s: deltas must be center_xywh or center_yxhw, got %s"
              .formatted(function, deltas.name().toLowerCase(Locale.ROOT)));
    }
    if (variance.isPresent() && variance.get().size() != 4) {
      throw new IllegalArgumentException(
          "%s: expected four numbers as variance, got %s".formatted(function, variance.get()));
    }
  }
}
