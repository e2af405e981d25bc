package dev.lamina.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Value;
import dev.lamina.layers.Interpolation;
import dev.lamina.ops.image.ImageOps;
import dev.lamina.ops.image.ScaleAndTranslate;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The static methods of {@link ImageOps} against Keras' operations with their defaults. */
class ImageOpsTest {
  private static final Path CASE = Path.of("src/test/resources/conformance/ops/image-defaults");

  @Test
  void staticMethodsHaveTheDefaultsOfKeras() throws IOException {
    GoldenCase golden = GoldenCase.read(CASE);
    var execution = new Execution(Backends.get("java"));
    List<Value> in =
        golden.tensors(golden.get("inputs")).stream().map(t -> execution.input(t)).toList();
    Value x = in.get(0);
    List<Tensor> got =
        execution.run(
            List.of(
                ImageOps.resize(x, 5, 7, Interpolation.BILINEAR),
                ImageOps.affineTransform(x, in.get(1)),
                ImageOps.perspectiveTransform(x, in.get(2), in.get(3)),
                ImageOps.mapCoordinates(x, in.get(4), 1),
                ImageOps.scaleAndTranslate(
                    x,
                    List.of(2, 5, 9, 3),
                    in.get(5),
                    in.get(6),
                    List.of(1, 2),
                    ScaleAndTranslate.Method.LINEAR),
                ImageOps.cropImages(x, 1, 2, 3, 4),
                ImageOps.padImages(x, 1, 2, 3, 4),
                ImageOps.extractPatches(x, 3, 4),
                ImageOps.extractPatches3d(in.get(7), 2, 3, 4),
                ImageOps.gaussianBlur(x, 3, 0.7),
                ImageOps.rgbToGrayscale(x),
                ImageOps.rgbToHsv(x),
                ImageOps.hsvToRgb(x),
                ImageOps.sobelEdges(x),
                ImageOps.ssim(x, x.times(0.9), 1)));
    var comparison = new Comparison(golden);
    List<Tensor> want = golden.tensors(golden.get("inference"));
    comparison.equal("number of outputs", got.size(), want.size());
    for (int i = 0; i < got.size(); i++) {
      comparison.close("output " + i, got.get(i), want.get(i));
    }
    CaseResult.Outcome outcome = comparison.outcome();
    assertInstanceOf(CaseResult.Passed.class, outcome, outcome::toString);
  }
}
