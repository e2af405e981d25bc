package dev.lamina.testkit;

import static dev.lamina.layers.DataFormat.CHANNELS_LAST;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Padding;
import dev.lamina.ops.image.*;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gradients of the operations on images, float64, against finite differences. */
class ImageGradientsTest {
  private final GradientCheck check = new GradientCheck(Backends.get("java"));

  /** An operation with random images of distinct values and what else it takes. */
  private record Line(Operation operation, List<Tensor> inputs) {
    static Line of(Operation operation, Tensor... more) {
      Tensor images = Arg.between(0.1, 0.9, 2, 6, 7, 3).draw(3).cast(DType.FLOAT64);
      return new Line(operation, Stream.concat(Stream.of(images), Arrays.stream(more)).toList());
    }

    Graph graph() {
      List<Value> in = inputs.stream().map(t -> Value.input("x", t.type())).toList();
      return Graph.of(in, operation.write(in));
    }
  }

  private static Tensor numbers(double... values) {
    return Tensor.of(values, values.length);
  }

  private static Tensor points(double... values) {
    return Tensor.of(values, 4, 2);
  }

  /** Places between the pixels and off their borders, where the slope is one. */
  private static List<Line> lines() {
    Tensor affine = numbers(0.963, -0.064, -2.065, -0.01, 0.929, 0.723, 0.003, -0.011);
    Tensor scale = numbers(0.713, 1.637);
    Tensor shift = numbers(1.319, -2.123);
    return List.of(
        Line.of(new RGBToHSV(CHANNELS_LAST)),
        Line.of(new HSVToRGB(CHANNELS_LAST)),
        Line.of(new RGBToGrayscale(CHANNELS_LAST)),
        Line.of(new SobelEdges(CHANNELS_LAST)),
        Line.of(new GaussianBlur(List.of(3, 5), List.of(0.8, 1.2), CHANNELS_LAST)),
        Line.of(scaled(ScaleAndTranslate.Method.LINEAR, true), scale, shift),
        Line.of(scaled(ScaleAndTranslate.Method.CUBIC, true), scale, shift),
        Line.of(scaled(ScaleAndTranslate.Method.LANCZOS3, true), scale, shift),
        Line.of(scaled(ScaleAndTranslate.Method.LANCZOS5, false), scale, shift),
        Line.of(affine(FillMode.CONSTANT), affine),
        Line.of(affine(FillMode.NEAREST), affine),
        Line.of(affine(FillMode.WRAP), affine),
        Line.of(affine(FillMode.REFLECT), affine),
        Line.of(
            new PerspectiveTransform(Interpolation.BILINEAR, 0.5, CHANNELS_LAST),
            points(0, 0, 6, 0, 0, 5, 6, 5),
            points(1.03, 0.57, 5.51, 0.04, 0.32, 5.06, 6.07, 4.23)),
        Line.of(
            new ElasticTransform(
                3,
                1.5,
                Interpolation.BILINEAR,
                FillMode.REFLECT,
                0,
                Optional.of(5L),
                CHANNELS_LAST)),
        Line.of(
            new ExtractPatches(
                List.of(3, 2), Optional.of(List.of(2, 1)), 1, Padding.SAME, CHANNELS_LAST)));
  }

  private static Operation affine(FillMode mode) {
    return new AffineTransform(Interpolation.BILINEAR, mode, 0.5, CHANNELS_LAST);
  }

  private static Operation scaled(ScaleAndTranslate.Method method, boolean antialias) {
    return new ScaleAndTranslate(List.of(2, 5, 9, 3), List.of(1, 2), method, antialias);
  }

  @TestFactory
  Stream<DynamicTest> gradientsAgreeWithFiniteDifferences() {
    return lines().stream()
        .map(
            l ->
                dynamicTest(
                    l.operation().toString(),
                    () -> check.check(l.operation().toString(), l.graph(), l.inputs())));
  }
}
