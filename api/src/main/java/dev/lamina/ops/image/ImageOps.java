package dev.lamina.ops.image;

import dev.lamina.graph.Operand;
import dev.lamina.graph.Operation;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras' operations on images ({@code keras.ops.image}) with their usual arguments as static
 * methods: for values in layers, symbolic tensors and eager tensors. Images have the channels last;
 * other arguments are those of the records, which {@link #apply} takes.
 */
public final class ImageOps {
  private static final DataFormat LAST = DataFormat.CHANNELS_LAST;

  private ImageOps() {}

  /** Any operation of this package. */
  public static <T extends Operand<T>> T apply(Operation operation, T first, List<T> more) {
    var inputs = new ArrayList<T>();
    inputs.add(first);
    inputs.addAll(more);
    return first.apply(operation, inputs).get(0);
  }

  private static <T extends Operand<T>> T one(Operation operation, T x) {
    return apply(operation, x, List.of());
  }

  /** See {@link Resize}; without antialiasing. */
  public static <T extends Operand<T>> T resize(
      T images, int height, int width, Interpolation interpolation) {
    return one(
        new Resize(
            List.of(height, width), interpolation, false, false, false, FillMode.CONSTANT, 0, LAST),
        images);
  }

  /** See {@link AffineTransform}; bilinear, black beyond the border. */
  public static <T extends Operand<T>> T affineTransform(T images, T transform) {
    return apply(
        new AffineTransform(Interpolation.BILINEAR, FillMode.CONSTANT, 0, LAST),
        images,
        List.of(transform));
  }

  /** See {@link PerspectiveTransform}; bilinear, black beyond the border. */
  public static <T extends Operand<T>> T perspectiveTransform(
      T images, T startPoints, T endPoints) {
    return apply(
        new PerspectiveTransform(Interpolation.BILINEAR, 0, LAST),
        images,
        List.of(startPoints, endPoints));
  }

  /** See {@link ElasticTransform}; bilinear, mirrored beyond the border. */
  public static <T extends Operand<T>> T elasticTransform(
      T images, double alpha, double sigma, long seed) {
    return one(
        new ElasticTransform(
            alpha, sigma, Interpolation.BILINEAR, FillMode.REFLECT, 0, Optional.of(seed), LAST),
        images);
  }

  /** See {@link MapCoordinates}; 0 beyond the border. */
  public static <T extends Operand<T>> T mapCoordinates(T x, T coordinates, int order) {
    return apply(new MapCoordinates(order, FillMode.CONSTANT, 0), x, List.of(coordinates));
  }

  /** See {@link ScaleAndTranslate}; with antialiasing. */
  public static <T extends Operand<T>> T scaleAndTranslate(
      T images,
      List<Integer> outputShape,
      T scale,
      T translation,
      List<Integer> spatialDims,
      ScaleAndTranslate.Method method) {
    return apply(
        new ScaleAndTranslate(outputShape, spatialDims, method, true),
        images,
        List.of(scale, translation));
  }

  /** See {@link CropImages}. */
  public static <T extends Operand<T>> T cropImages(
      T images, int top, int left, int bottom, int right) {
    return one(CropImages.of(top, left, bottom, right), images);
  }

  /** See {@link PadImages}. */
  public static <T extends Operand<T>> T padImages(
      T images, int top, int left, int bottom, int right) {
    return one(PadImages.of(top, left, bottom, right), images);
  }

  /** See {@link ExtractPatches}; windows that do not overlap. */
  public static <T extends Operand<T>> T extractPatches(T images, int height, int width) {
    return one(ExtractPatches.of(height, width), images);
  }

  /** See {@link ExtractPatches}; windows of volumes that do not overlap. */
  public static <T extends Operand<T>> T extractPatches3d(
      T volumes, int depth, int height, int width) {
    return one(
        new ExtractPatches(List.of(depth, height, width), Optional.empty(), 1, Padding.VALID, LAST),
        volumes);
  }

  /** See {@link GaussianBlur}. */
  public static <T extends Operand<T>> T gaussianBlur(T images, int kernelSize, double sigma) {
    return one(
        new GaussianBlur(List.of(kernelSize, kernelSize), List.of(sigma, sigma), LAST), images);
  }

  /** See {@link RGBToGrayscale}. */
  public static <T extends Operand<T>> T rgbToGrayscale(T images) {
    return one(new RGBToGrayscale(LAST), images);
  }

  /** See {@link RGBToHSV}. */
  public static <T extends Operand<T>> T rgbToHsv(T images) {
    return one(new RGBToHSV(LAST), images);
  }

  /** See {@link HSVToRGB}. */
  public static <T extends Operand<T>> T hsvToRgb(T images) {
    return one(new HSVToRGB(LAST), images);
  }

  /** See {@link SobelEdges}. */
  public static <T extends Operand<T>> T sobelEdges(T images) {
    return one(new SobelEdges(LAST), images);
  }

  /** See {@link SSIM}. */
  public static <T extends Operand<T>> T ssim(T image1, T image2, double maxVal) {
    return apply(SSIM.of(maxVal), image1, List.of(image2));
  }
}
