package dev.lamina.serialization;

import dev.lamina.layers.Layer;
import java.util.Map;
import java.util.Optional;

/** Keras' second names of layers. Keras itself writes the first ones. */
final class Aliases {
  private static final Map<String, String> LAYERS =
      Map.ofEntries(
          Map.entry("AvgPool1D", "AveragePooling1D"),
          Map.entry("AvgPool2D", "AveragePooling2D"),
          Map.entry("AvgPool3D", "AveragePooling3D"),
          Map.entry("Convolution1D", "Conv1D"),
          Map.entry("Convolution1DTranspose", "Conv1DTranspose"),
          Map.entry("Convolution2D", "Conv2D"),
          Map.entry("Convolution2DTranspose", "Conv2DTranspose"),
          Map.entry("Convolution3D", "Conv3D"),
          Map.entry("Convolution3DTranspose", "Conv3DTranspose"),
          Map.entry("GlobalAvgPool1D", "GlobalAveragePooling1D"),
          Map.entry("GlobalAvgPool2D", "GlobalAveragePooling2D"),
          Map.entry("GlobalAvgPool3D", "GlobalAveragePooling3D"),
          Map.entry("GlobalMaxPool1D", "GlobalMaxPooling1D"),
          Map.entry("GlobalMaxPool2D", "GlobalMaxPooling2D"),
          Map.entry("GlobalMaxPool3D", "GlobalMaxPooling3D"),
          Map.entry("GroupedQueryAttention", "GroupQueryAttention"),
          Map.entry("MaxPool1D", "MaxPooling1D"),
          Map.entry("MaxPool2D", "MaxPooling2D"),
          Map.entry("MaxPool3D", "MaxPooling3D"),
          Map.entry("SeparableConvolution1D", "SeparableConv1D"),
          Map.entry("SeparableConvolution2D", "SeparableConv2D"));

  private Aliases() {}

  /** The first name of a class, if {@code name} is another. */
  static Optional<String> of(Class<?> kind, String name) {
    return Optional.ofNullable(kind == Layer.class ? LAYERS.get(name) : null);
  }
}
