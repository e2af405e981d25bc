package dev.lamina.applications;

import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.layers.ActivationLayer;
import dev.lamina.layers.Add;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.DepthwiseConv2D;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Padding;
import dev.lamina.layers.ReLU;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.ZeroPadding2D;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A place in a model under construction, to which named layers are added one after the other.
 *
 * @param batchNorm the normalization of this family of models
 * @param initializer of all convolutions
 */
record Flow(SymbolicTensor at, BatchNormalization batchNorm, Initializer initializer) {
  static Flow of(SymbolicTensor at) {
    return new Flow(at, BatchNormalization.of(), GlorotUniform.of());
  }

  Flow normalizing(BatchNormalization norm) {
    return new Flow(at, norm, initializer);
  }

  Flow initializing(Initializer kernels) {
    return new Flow(at, batchNorm, kernels);
  }

  Flow at(SymbolicTensor place) {
    return new Flow(place, batchNorm, initializer);
  }

  Flow to(Layer layer) {
    return at(layer.on(at));
  }

  Flow to(String name, Layer layer) {
    return to(layer.named(name));
  }

  int channels() {
    return at.shape().dim(3);
  }

  /** Without bias, size kept but for the stride. */
  Flow conv(String name, int filters, int kernel, int stride) {
    return conv(name, filters, kernel, stride, Padding.SAME, false);
  }

  Flow conv(String name, int filters, int kernel, int stride, Padding padding, boolean bias) {
    return to(name, conv2d(filters, kernel, stride, padding).withUseBias(bias));
  }

  Conv2D conv2d(int filters, int kernel, int stride, Padding padding) {
    return Conv2D.of(filters, kernel)
        .withStrides(List.of(stride, stride))
        .withPadding(padding)
        .withKernelInitializer(initializer);
  }

  Flow depthwise(String name, int kernel, int stride, int multiplier, Padding padding) {
    return to(
        name,
        DepthwiseConv2D.of(kernel)
            .withDepthMultiplier(multiplier)
            .withStrides(List.of(stride, stride))
            .withPadding(padding)
            .withUseBias(false)
            .withDepthwiseInitializer(initializer));
  }

  /** Stride 2 after zeros around as {@code padName} says, else size kept. */
  Flow depthwise(String name, String padName, int kernel, int stride) {
    return stride == 2
        ? halvingPad(padName, kernel).depthwise(name, kernel, 2, 1, Padding.VALID)
        : depthwise(name, kernel, stride, 1, Padding.SAME);
  }

  Flow norm(String name) {
    return to(name, batchNorm);
  }

  Flow activation(String name, Activation function) {
    return to(name, ActivationLayer.of(function));
  }

  Flow relu(String name) {
    return activation(name, Activations.RELU);
  }

  Flow relu6(String name) {
    return to(name, ReLU.of().withMaxValue(OptionalDouble.of(6)));
  }

  Flow pad(String name, int size) {
    return to(name, ZeroPadding2D.of(size));
  }

  /** The zeros that a valid convolution of stride 2 needs to halve the size, centred. */
  Flow halvingPad(String name, int kernel) {
    int half = kernel / 2;
    int rows = half - even(1);
    int columns = half - even(2);
    return to(name, ZeroPadding2D.of(rows, half, columns, half));
  }

  /** 1 if this axis has an even size or one that is not known. */
  private int even(int axis) {
    int size = at.shape().dim(axis);
    return size == -1 ? 1 : 1 - size % 2;
  }

  Flow add(String name, SymbolicTensor other) {
    return at(Add.of().named(name).on(at, other));
  }

  Flow averagePool(String name) {
    return to(name, GlobalAveragePooling2D.of());
  }

  Flow dense(String name, int units, Activation function) {
    return to(name, Dense.of(units, function));
  }

  /** The nearest multiple of 8, at least 8 and not more than a tenth below. */
  static int divisible(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
