package dev.lamina.benchmarks;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SIGMOID;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.activations.Activation;
import dev.lamina.layers.ActivationLayer;
import dev.lamina.layers.Add;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Conv2DTranspose;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.Flatten;
import dev.lamina.layers.GRU;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.DType;
import java.util.List;

/** The models of the workloads. Those of several classes end in logits. */
final class Architectures {
  private Architectures() {}

  static Model mlp() {
    return Sequential.of(Input.of(784), Dense.of(512, RELU), Dense.of(256, RELU), Dense.of(10));
  }

  static Model tinyMlp() {
    return Sequential.of(Input.of(4), Dense.of(16, RELU), Dense.of(16, RELU), Dense.of(3));
  }

  static Model cnn() {
    return Sequential.of(
        Input.of(28, 28, 1),
        Conv2D.of(32, 3, RELU),
        Conv2D.of(64, 3, RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.25),
        Flatten.of(),
        Dense.of(128, RELU),
        Dropout.of(0.5),
        Dense.of(10));
  }

  static Model lstm() {
    return Sequential.of(Input.of(100, 64), LSTM.of(128), Dense.of(1, SIGMOID));
  }

  static Model gruText() {
    return Sequential.of(
        Input.of(200).dtype(DType.INT32),
        Embedding.of(20_000, 128),
        GRU.of(64),
        Dense.of(1, SIGMOID));
  }

  static Model autoencoder() {
    Conv2D encode = Conv2D.of(32, 3, RELU).withPadding(Padding.SAME);
    Conv2DTranspose decode =
        Conv2DTranspose.of(32, 3, 2).withActivation(RELU).withPadding(Padding.SAME);
    return Sequential.of(
        Input.of(28, 28, 1),
        encode,
        MaxPooling2D.of(2),
        encode,
        MaxPooling2D.of(2),
        decode,
        decode,
        Conv2D.of(1, 3, SIGMOID).withPadding(Padding.SAME));
  }

  /** He et al. 2015 (arXiv:1512.03385), section 4.2, with projections where the size halves. */
  static Model resnet20() {
    Input in = Input.of(32, 32, 3);
    SymbolicTensor x = relu(normalized(convolution(in, 16, 3, 1)));
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < 3; block++) {
        x = residual(x, 16 << stage, stage > 0 && block == 0 ? 2 : 1);
      }
    }
    return Model.of(in, Dense.of(10).on(GlobalAveragePooling2D.of().on(x)));
  }

  private static SymbolicTensor residual(SymbolicTensor x, int filters, int stride) {
    SymbolicTensor y = relu(normalized(convolution(x, filters, 3, stride)));
    y = normalized(convolution(y, filters, 3, 1));
    SymbolicTensor shortcut = stride == 1 ? x : normalized(convolution(x, filters, 1, stride));
    return relu(Add.of().on(y, shortcut));
  }

  private static SymbolicTensor convolution(SymbolicTensor x, int filters, int kernel, int stride) {
    return Conv2D.of(filters, kernel)
        .withStrides(List.of(stride, stride))
        .withPadding(Padding.SAME)
        .withUseBias(false)
        .on(x);
  }

  private static SymbolicTensor normalized(SymbolicTensor x) {
    return BatchNormalization.of().withMomentum(0.9).withEpsilon(1e-5).on(x);
  }

  private static SymbolicTensor relu(SymbolicTensor x) {
    return activation(RELU, x);
  }

  private static SymbolicTensor activation(Activation a, SymbolicTensor x) {
    return ActivationLayer.of(a).on(x);
  }
}
