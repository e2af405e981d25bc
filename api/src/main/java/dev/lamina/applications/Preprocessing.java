package dev.lamina.applications;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;

/**
 * Keras' {@code preprocess_input}: from RGB values of 0 … 255 to those that a model was trained on.
 */
public enum Preprocessing {
  /** Nothing; the model does it itself. */
  NONE,
  /** x / 127.5 - 1: within [-1, 1]. */
  TF,
  /** (x / 255 - mean) / deviation, per channel with ImageNet's statistics. */
  TORCH,
  /** Blue, green, red, each minus its mean in ImageNet. */
  CAFFE;

  /** Red, green, blue. */
  private static final double[] TORCH_MEAN = {0.485, 0.456, 0.406};

  private static final double[] TORCH_DEVIATION = {0.229, 0.224, 0.225};

  /** Blue, green, red. */
  private static final double[] CAFFE_MEAN = {103.939, 116.779, 123.68};

  /**
   * The images as the model expects them. images: [..., 3], 0 … 255 -> same shape, float32.
   *
   * @throws IllegalArgumentException if the last axis has not the three channels red, green, blue
   */
  public Tensor apply(Tensor images) {
    Tensor x = images.cast(DType.FLOAT32);
    int rank = x.shape().rank();
    if (rank == 0 || x.shape().dim(rank - 1) != 3) {
      throw new IllegalArgumentException(
          "Preprocessing %s: expected images [..., 3] with red, green, blue last, got shape %s"
              .formatted(this, x.shape()));
    }
    if (this == NONE) {
      return x;
    }
    float[] out = new float[x.size()];
    for (int i = 0; i < out.length; i++) {
      int channel = i % 3;
      out[i] = (float) value(x, i, channel);
    }
    return Tensor.wrap(out, x.shape());
  }

  private double value(Tensor x, int i, int channel) {
    return switch (this) {
      case NONE -> x.getDouble(i);
      case TF -> x.getDouble(i) / 127.5 - 1;
      case TORCH -> (x.getDouble(i) / 255 - TORCH_MEAN[channel]) / TORCH_DEVIATION[channel];
      case CAFFE -> x.getDouble(i + 2 - 2 * channel) - CAFFE_MEAN[channel];
    };
  }
}
