package dev.lamina.serialization;

import dev.lamina.ops.image.AffineTransform;
import dev.lamina.ops.image.CropImages;
import dev.lamina.ops.image.ElasticTransform;
import dev.lamina.ops.image.ExtractPatches;
import dev.lamina.ops.image.GaussianBlur;
import dev.lamina.ops.image.HSVToRGB;
import dev.lamina.ops.image.MapCoordinates;
import dev.lamina.ops.image.PadImages;
import dev.lamina.ops.image.PerspectiveTransform;
import dev.lamina.ops.image.RGBToGrayscale;
import dev.lamina.ops.image.RGBToHSV;
import dev.lamina.ops.image.Resize;
import dev.lamina.ops.image.SSIM;
import dev.lamina.ops.image.ScaleAndTranslate;
import dev.lamina.ops.image.SobelEdges;
import java.util.List;

/** Keras' operations on images that Lamina has. */
final class ImageOperations {
  private static final String MODULE = "image";
  private static final String IMAGES = "images";

  private ImageOperations() {}

  static void addAll(List<OperationClass> list) {
    for (Class<? extends Record> c :
        List.<Class<? extends Record>>of(
            CropImages.class,
            ElasticTransform.class,
            GaussianBlur.class,
            HSVToRGB.class,
            PadImages.class,
            RGBToGrayscale.class,
            RGBToHSV.class,
            Resize.class,
            SobelEdges.class)) {
      list.add(OperationClass.of(MODULE, c, IMAGES));
    }
    list.add(OperationClass.of(MODULE, ExtractPatches.class, IMAGES).nameless());
    list.add(OperationClass.of(MODULE, AffineTransform.class, IMAGES, "transform"));
    list.add(OperationClass.of(MODULE, MapCoordinates.class, "inputs", "coordinates"));
    list.add(
        OperationClass.of(
            MODULE, PerspectiveTransform.class, IMAGES, "start_points", "end_points"));
    list.add(
        OperationClass.of(
            MODULE, ScaleAndTranslate.class, IMAGES, "output_shape", "scale", "translation"));
    list.add(OperationClass.of(MODULE, SSIM.class, "image1", "image2"));
  }
}
