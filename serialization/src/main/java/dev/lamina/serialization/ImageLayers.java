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

/** Keras' layers of images that Lamina has. */
final class ImageLayers {
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
            RandAugment.class,
            RandomBrightness.class,
            RandomColorDegeneration.class,
            RandomContrast.class,
            RandomCrop.class,
            RandomElasticTransform.class,
            RandomErasing.class,
            RandomFlip.class,
            RandomGaussianBlur.class,
            RandomGrayscale.class,
            RandomHue.class,
            RandomInvert.class,
            RandomPerspective.class,
            RandomPosterization.class,
            RandomRotation.class,
            RandomSaturation.class,
            RandomSharpness.class,
            RandomShear.class,
            Solarization.class)) {
      all.add(image(type));
    }
    all.add(image(RandomTranslation.class).single("height_factor").single("width_factor"));
    all.add(image(RandomZoom.class).single("height_factor").single("width_factor"));
    all.add(
        image(RandomColorJitter.class)
            .single("brightness_factor")
            .single("contrast_factor")
            .single("saturation_factor")
            .single("hue_factor"));
    all.add(image(CenterCrop.class).order("data_format"));
    all.add(image(Resizing.class).order("data_format"));
    all.add(image(MaxNumBoundingBoxes.class).omitted("fill_value").order("data_format"));
    return all;
  }

  private static KerasClass image(Class<? extends Record> type) {
    return KerasClass.of(Layer.class, type, "keras.layers").building();
  }
}
