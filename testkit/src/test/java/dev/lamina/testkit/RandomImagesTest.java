package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.image.*;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Tracer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What is drawn, against 4000 draws of Keras 3.15 ({@code src/test/python/random_images.py}): of
 * pictures of a slope, the slopes to the right and down and the change in the middle. Means agree
 * within four standard errors, standard deviations within 6%.
 */
class RandomImagesTest {
  private static final int N = 4000;

  @Test
  void brightness() {
    check(RandomBrightness.of(0.2), 10, 0, 0, 0, -0.6967, 29.6087);
  }

  @Test
  void contrast() {
    check(RandomContrast.of(0.3), 11.4828, 0.8705, 0, 0, 0, 0);
  }

  @Test
  void flips() {
    check(RandomFlip.of(RandomFlip.Mode.HORIZONTAL), 0.08, 9.9997, 0, 0, 0, 0);
  }

  @Test
  void inversions() {
    check(RandomInvert.of(0.4), 5.94, 8.0447, 0, 0, -5.075, 10.0558);
  }

  @Test
  void rotations() {
    check(RandomRotation.of(0.1), 9.3581, 0.5718, 0.0207, 3.4783, 0, 0);
  }

  @Test
  void zooms() {
    check(RandomZoom.of(0.3), 9.9873, 1.6988, 0, 0, 0, 0);
    RandomZoom both = RandomZoom.of(-0.2, 0.3).withWidthFactor(Optional.of(List.of(-0.3, 0.1)));
    check(both, 9.0118, 1.1691, 0, 0, 0, 0);
  }

  @Test
  void translations() {
    check(RandomTranslation.of(0.2, 0.3), 10, 0, 0, 0, -0.3466, 15.6659);
  }

  @Test
  void shears() {
    check(RandomShear.of(0.3, 0), 10, 0, 0.0364, 1.7375, 0.1458, 6.9502);
  }

  @Test
  void perspectives() {
    var layer = RandomPerspective.of().withFactor(List.of(0.7)).withScale(0.5).withFillValue(90);
    check(layer, 9.9977, 0.6411, 0.0085, 0.6398, 0.0864, 3.5040);
  }

  @Test
  void erasings() {
    var layer =
        RandomErasing.of()
            .withFactor(List.of(0.2, 0.9))
            .withScale(List.of(0.1, 0.6))
            .withFillValue(Optional.of(List.of(50.0)));
    check(layer, 3.4050, 16.8806, -2.1150, 16.1494, -40.7925, 44.8029);
  }

  @Test
  void hues() {
    colors(RandomHue.of(0.3), 195.6710, 10.6818, 125.9944, 55.3592, 68.4329, 17.4627);
  }

  @Test
  void saturations() {
    colors(RandomSaturation.of(0.4), 200, 0, 189.0972, 15.4179, 180.9200, 26.9814);
  }

  @Test
  void degenerations() {
    var layer = RandomColorDegeneration.of(0.6);
    colors(layer, 199.8712, 21.8642, 120.0349, 5.9263, 60.1577, 26.7692);
  }

  @Test
  void grays() {
    colors(RandomGrayscale.of(0.3), 181.0708, 28.8633, 125.1308, 7.8234, 83.1758, 35.3385);
  }

  @Test
  void jitters() {
    var layer =
        RandomColorJitter.of()
            .withBrightnessFactor(Optional.of(List.of(0.2)))
            .withContrastFactor(Optional.of(List.of(0.3)))
            .withSaturationFactor(Optional.of(List.of(0.4)))
            .withHueFactor(Optional.of(List.of(0.1)));
    colors(layer, 199.7847, 28.8801, 189.1335, 32.8389, 180.9801, 39.0472);
  }

  /** Of pictures of one color: mean and standard deviation of red, green and blue. */
  private static void colors(Layer layer, double... expected) {
    float[] x = new float[12 * N];
    for (int i = 0; i < x.length; i++) {
      x[i] = new float[] {200, 120, 60}[i % 3];
    }
    float[] y = run(layer, Tensor.wrap(x, Shape.of(N, 2, 2, 3)));
    for (int c = 0; c < 3; c++) {
      int channel = c;
      check(expected[2 * c], expected[2 * c + 1], n -> y[12 * n + channel]);
    }
  }

  /** Expected: mean and standard deviation of each of the three. */
  private static void check(Layer layer, double... expected) {
    float[] y = run(layer);
    check(expected[0], expected[1], n -> (at(y, n, 4, 5) - at(y, n, 4, 3)) / 2);
    check(expected[2], expected[3], n -> (at(y, n, 5, 4) - at(y, n, 3, 4)) / 2);
    check(expected[4], expected[5], n -> at(y, n, 4, 4) - 140);
  }

  private static void check(double mean, double std, IntToDoubleFunction ofImage) {
    double[] values = new double[N];
    Arrays.setAll(values, ofImage);
    double m = Arrays.stream(values).average().orElseThrow();
    double s = Math.sqrt(Arrays.stream(values).map(v -> (v - m) * (v - m)).sum() / N);
    // The difference of two means of N draws.
    assertThat(m).isCloseTo(mean, within(4 * std * Math.sqrt(2.0 / N) + 1e-3));
    assertThat(s).isCloseTo(std, within(0.06 * std + 1e-3));
  }

  private static double at(float[] y, int n, int row, int column) {
    return y[81 * n + 9 * row + column];
  }

  private static float[] run(Layer layer) {
    float[] x = new float[81 * N];
    for (int i = 0; i < x.length; i++) {
      x[i] = 100 + 10 * (i % 9);
    }
    return run(layer, Tensor.wrap(x, Shape.of(N, 9, 9, 1)));
  }

  private static float[] run(Layer layer, Tensor pictures) {
    Value images = Value.input("x", pictures.type());
    var tracer = new Tracer(true, 5, Value.scalar(DType.INT64, 0));
    Value y = tracer.trace(Shared.of(layer), List.of(images)).outputs().get(0);
    return Runner.run(
            Backends.get("java"), Graph.of(List.of(images), List.of(y)), List.of(pictures))
        .get(0)
        .toFloats();
  }
}
