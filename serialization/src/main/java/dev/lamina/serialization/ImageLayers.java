package dev.lamina.serialization;

import dev.lamina.layers.Layer;
import dev.lamina.layers.image.AugMix;
import dev.lamina.layers.image.AutoContrast;
import dev.lamina.layers.image.CenterCrop;
import dev.lamina.layers.image.ContrastLimitedAdaptiveHistogramEqualization;
import dev.lamina.layers.image.CutMix;
import dev.lamina.layers.image.Equalization;
import dev.lamina.layers.image.MaxNumBoundingBoxes;
import dev.lamina.layers.image.MixUp;
import dev.lamina.layers.image.RandAugment;
import dev.lamina.layers.image.RandomBrightness;
import dev.lamina.layers.image.RandomColorDegeneration;
import dev.lamina.layers.image.RandomColorJitter;
import dev.lamina.layers.image.RandomContrast;
import dev.lamina.layers.image.RandomCrop;
import dev.lamina.layers.image.RandomElasticTransform;
import dev.lamina.layers.image.RandomErasing;
import dev.lamina.layers.image.RandomFlip;
import dev.lamina.layers.image.RandomGaussianBlur;
import dev.lamina.layers.image.RandomGrayscale;
import dev.lamina.layers.image.RandomHue;
import dev.lamina.layers.image.RandomInvert;
import dev.lamina.layers.image.RandomPerspective;
import dev.lamina.layers.image.RandomPosterization;
import dev.lamina.layers.image.RandomRotation;
import dev.lamina.layers.image.RandomSaturation;
import dev.lamina.layers.image.RandomSharpness;
import dev.lamina.layers.image.RandomShear;
import dev.lamina.layers.image.RandomTranslation;
import dev.lamina.layers.image.RandomZoom;
import dev.lamina.layers.image.Resizing;
import dev.lamina.layers.image.Solarization;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.NullNode;

/** Keras' layers of images that Lamina has. */
final class ImageLayers {
  /** Layers that do not move boxes take this argument, too. */
  private static final String BOXES = "bounding_box_format";

  private ImageLayers() {}

  static List<KerasClass> all() {
    var all = new ArrayList<KerasClass>();
    for (Class<? extends Record> type :
        List.<Class<? extends Record>>of(
            AugMix.class,
            AutoContrast.class,
            ContrastLimitedAdaptiveHistogramEqualization.class,
            CutMix.class,
            Equalization.class,
            MixUp.class,
            RandomBrightness.class,
            RandomColorDegeneration.class,
            RandomContrast.class,
            RandomErasing.class,
            RandomGaussianBlur.class,
            RandomGrayscale.class,
            RandomHue.class,
            RandomInvert.class,
            RandomPosterization.class,
            RandomSaturation.class,
            RandomSharpness.class,
            Solarization.class)) {
      all.add(image(type).ignored(BOXES, NullNode.getInstance()).omitted(BOXES));
    }
    for (Class<? extends Record> type :
        List.<Class<? extends Record>>of(
            RandAugment.class,
            RandomCrop.class,
            RandomElasticTransform.class,
            RandomFlip.class,
            RandomPerspective.class,
            RandomRotation.class,
            RandomShear.class)) {
      all.add(image(type).omitted(BOXES));
    }
    all.add(
        image(RandomTranslation.class)
            .single("height_factor")
            .single("width_factor")
            .omitted(BOXES));
    all.add(image(RandomZoom.class).single("height_factor").single("width_factor").omitted(BOXES));
    all.add(
        image(RandomColorJitter.class)
            .ignored(BOXES, NullNode.getInstance())
            .omitted(BOXES)
            .single("brightness_factor")
            .single("contrast_factor")
            .single("saturation_factor")
            .single("hue_factor"));
    all.add(image(CenterCrop.class).omitted(BOXES).order("data_format"));
    all.add(image(Resizing.class).omitted(BOXES).order("data_format"));
    all.add(
        image(MaxNumBoundingBoxes.class)
            .omitted("fill_value")
            .ignored(BOXES, NullNode.getInstance())
            .omitted(BOXES)
            .order("data_format"));
    return all;
  }

  private static KerasClass image(Class<? extends Record> type) {
    return KerasClass.of(Layer.class, type, "keras.layers").building();
  }
}
