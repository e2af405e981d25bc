package dev.lamina.testkit;

import static dev.lamina.layers.DataFormat.CHANNELS_FIRST;

import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Layer;
import dev.lamina.layers.image.*;
import dev.lamina.ops.image.FillMode;
import java.util.List;
import java.util.Optional;

/** The part of {@link LayerTable} with the layers of images. */
final class ImageTable {
  private static final int[] SHAPE = {2, 5, 6, 3};

  private ImageTable() {}

  static List<LayerCase> all() {
    return List.of(
        // All operations are computed; those that count or cut bits have steps.
        line(AugMix.of()).inferenceOnly(),
        line(AutoContrast.of(-2, 2)).plain(),
        line(CenterCrop.of(3, 4)),
        line(CenterCrop.of(7, 4)),
        line(ContrastLimitedAdaptiveHistogramEqualization.of().withTileGridSize(List.of(2, 2)))
            .plain(),
        line(CutMix.of()),
        LayerCase.of(CutMix.of(), Arg.real(SHAPE), Arg.real(2, 4)),
        line(Equalization.of()).inferenceOnly(),
        line(MaxNumBoundingBoxes.of(2)),
        LayerCase.of(MaxNumBoundingBoxes.of(4), Arg.real(SHAPE), Arg.real(2, 3, 4), Arg.real(2, 3)),
        line(MixUp.of()),
        LayerCase.of(MixUp.of(), Arg.real(SHAPE), Arg.real(2, 4)),
        line(RandAugment.of()).inferenceOnly(),
        line(RandomBrightness.of(0.1).withValueRange(List.of(-9.0, 9.0))),
        line(RandomColorDegeneration.of(0.2).withValueRange(List.of(-9.0, 9.0))),
        line(RandomColorJitter.of().withBrightnessFactor(Optional.of(List.of(0.1))))
            .inferenceOnly(),
        line(RandomContrast.of(0.2).withValueRange(List.of(-9.0, 9.0))),
        // In inference the size stays, so that only one of the two sizes is that of models.
        line(RandomCrop.of(5, 6)),
        line(RandomElasticTransform.of().withValueRange(List.of(-9.0, 9.0))),
        line(RandomErasing.of().withFillValue(Optional.of(List.of(1.0)))),
        LayerCase.of(RandomFlip.of(), Arg.real(SHAPE), Arg.real(2, 5, 6, 1)),
        line(RandomGaussianBlur.of().withValueRange(List.of(-9.0, 9.0))),
        line(RandomGrayscale.of(0.5)),
        LayerCase.of(
            RandomHue.of(0.2).withValueRange(List.of(0.0, 1.0)), Arg.between(0.2, 0.9, SHAPE)),
        line(RandomInvert.of(0.5)),
        line(RandomPerspective.of()),
        line(RandomPosterization.of(4)).inferenceOnly(),
        line(RandomRotation.of(0.2)),
        LayerCase.of(
            RandomRotation.of(0.2).withFillMode(FillMode.WRAP),
            Arg.real(SHAPE),
            Arg.real(2, 5, 6, 1)),
        LayerCase.of(RandomSaturation.of(0.2, 0.6), Arg.between(0.2, 0.9, SHAPE)),
        line(RandomSharpness.of(0.4).withValueRange(List.of(-9.0, 9.0))),
        line(RandomShear.of(0.2, 0.1).withInterpolation(Interpolation.NEAREST)),
        line(RandomTranslation.of(0.3, 0.2).withFillMode(FillMode.CONSTANT)),
        LayerCase.of(RandomZoom.of(0.3).withDataFormat(CHANNELS_FIRST), 2, 3, 5, 6),
        line(Resizing.of(3, 8)),
        line(
            Resizing.of(3, 8)
                .withInterpolation(Interpolation.LANCZOS3)
                .withAntialias(true)
                .withPadToAspectRatio(true)),
        line(Solarization.of()).inferenceOnly());
  }

  private static LayerCase line(Layer layer) {
    return LayerCase.of(layer, SHAPE);
  }
}
