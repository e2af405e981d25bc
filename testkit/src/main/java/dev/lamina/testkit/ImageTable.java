package dev.lamina.testkit;

import static dev.lamina.layers.DataFormat.CHANNELS_FIRST;

import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Layer;
import dev.lamina.layers.image.*;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.tensor.DType;
import java.util.List;
import java.util.Optional;

/** The part of {@link LayerTable} with the layers of images. */
final class ImageTable {
  private static final int[] SHAPE = {2, 5, 6, 3};

  private static final Optional<BoxFormat> BOXES = Optional.of(BoxFormat.REL_CENTER_XYWH);

  private ImageTable() {}

  static List<LayerCase> all() {
    return List.of(
        // All operations are computed; those that count or cut bits have steps.
        line(AugMix.of()).inferenceOnly(),
        line(AutoContrast.of(-2, 2)).plain(),
        line(CenterCrop.of(3, 4)),
        line(CenterCrop.of(7, 4)),
        boxes(CenterCrop.of(7, 4).withBoundingBoxFormat(BOXES)),
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
        boxes(RandAugment.of().withBoundingBoxFormat(BOXES)).inferenceOnly(),
        boxes(RandomErasing.of().withFillValue(Optional.of(List.of(1.0)))),
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
        boxes(RandomFlip.of().withBoundingBoxFormat(BOXES)),
        line(RandomGaussianBlur.of().withValueRange(List.of(-9.0, 9.0))),
        line(RandomGrayscale.of(0.5)),
        LayerCase.of(
            RandomHue.of(0.2).withValueRange(List.of(0.0, 1.0)), Arg.between(0.2, 0.9, SHAPE)),
        line(RandomInvert.of(0.5)),
        line(RandomPerspective.of()),
        boxes(RandomPerspective.of().withBoundingBoxFormat(BOXES)),
        line(RandomPosterization.of(4)).inferenceOnly(),
        line(RandomRotation.of(0.2)),
        LayerCase.of(
            RandomRotation.of(0.2).withFillMode(FillMode.WRAP),
            Arg.real(SHAPE),
            Arg.real(2, 5, 6, 1)),
        boxes(RandomRotation.of(0.2).withBoundingBoxFormat(BOXES)),
        LayerCase.of(RandomSaturation.of(0.2, 0.6), Arg.between(0.2, 0.9, SHAPE)),
        line(RandomSharpness.of(0.4).withValueRange(List.of(-9.0, 9.0))),
        line(RandomShear.of(0.2, 0.1).withInterpolation(Interpolation.NEAREST)),
        line(RandomTranslation.of(0.3, 0.2).withFillMode(FillMode.CONSTANT)),
        LayerCase.of(RandomZoom.of(0.3).withDataFormat(CHANNELS_FIRST), 2, 3, 5, 6),
        line(Resizing.of(3, 8)),
        boxes(Resizing.of(3, 8).withPadToAspectRatio(true).withBoundingBoxFormat(BOXES)),
        line(
            Resizing.of(3, 8)
                .withInterpolation(Interpolation.LANCZOS3)
                .withAntialias(true)
                .withPadToAspectRatio(true)),
        line(Solarization.of()).inferenceOnly());
  }

  /** Also with boxes that lie within the images and their labels. */
  private static LayerCase boxes(Layer layer) {
    return LayerCase.of(
        layer,
        Arg.real(SHAPE),
        Arg.between(0.2, 0.6, 2, 3, 4),
        Arg.of(DType.INT32, 0, 4, 2, 3),
        Arg.real(2, 5, 6, 1));
  }

  private static LayerCase line(Layer layer) {
    return LayerCase.of(layer, SHAPE);
  }
}
