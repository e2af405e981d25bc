package dev.lamina.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.image.*;
import dev.lamina.ops.image.BoundingBoxes;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Tracer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Boxes lie where their images' pixels lie: black images with one white rectangle each, whose box
 * is moved with them, must have their white pixels in that box and no larger one.
 */
class MovedBoxesTest {
  private static final int BATCH = 8;
  private static final int ROWS = 60;
  private static final int COLUMNS = 90;
  private static final Optional<BoxFormat> XYXY = Optional.of(BoxFormat.XYXY);

  private static Tensor images() {
    float[] out = new float[BATCH * ROWS * COLUMNS * 3];
    for (int b = 0; b < BATCH; b++) {
      for (int r = top(b); r < top(b) + 14; r++) {
        for (int c = left(b); c < left(b) + 20; c++) {
          int pixel = (b * ROWS + r) * COLUMNS + c;
          Arrays.fill(out, 3 * pixel, 3 * pixel + 3, 1);
        }
      }
    }
    return Tensor.of(out, BATCH, ROWS, COLUMNS, 3);
  }

  private static int top(int b) {
    return 6 + 4 * b;
  }

  private static int left(int b) {
    return 10 + 6 * b;
  }

  private static Tensor boxes() {
    float[] out = new float[BATCH * 4];
    for (int b = 0; b < BATCH; b++) {
      out[4 * b] = left(b);
      out[4 * b + 1] = top(b);
      out[4 * b + 2] = left(b) + 20;
      out[4 * b + 3] = top(b) + 14;
    }
    return Tensor.of(out, BATCH, 1, 4);
  }

  private static List<Tensor> call(Layer layer, int step, List<Tensor> x) {
    List<Value> in = x.stream().map(t -> Value.input("x", t.type())).toList();
    var tracer = new Tracer(true, 5, Value.scalar(DType.INT64, step));
    List<Value> out = tracer.trace(Shared.of(layer), in).outputs();
    return Runner.run(Backends.get("java"), Graph.of(in, out), x);
  }

  /** Left, top, right and bottom of the white pixels; empty if there are none. */
  private static Optional<double[]> white(Tensor y, int b) {
    int rows = y.shape().dim(1);
    int columns = y.shape().dim(2);
    double[] out = {columns, rows, -1, -1};
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (y.getDouble(3 * ((b * rows + r) * columns + c)) > 0.5) {
          out[0] = Math.min(out[0], c);
          out[1] = Math.min(out[1], r);
          out[2] = Math.max(out[2], c + 1);
          out[3] = Math.max(out[3], r + 1);
        }
      }
    }
    return out[2] < 0 ? Optional.empty() : Optional.of(out);
  }

  /**
   * @param off how many pixels a side may be off: corners of turned rectangles are not white, and
   *     Keras moves boxes as if pixels were points
   */
  private static void check(Layer layer, double off) {
    check(layer, off, 0);
    check(layer, off + 0.5, 3);
  }

  /**
   * @param which result is looked at: 0 the images, 3 their masks, which are read without
   *     interpolation
   */
  private static void check(Layer layer, double off, int which) {
    Tensor x = images();
    Tensor labels = Tensor.of(new int[BATCH], BATCH, 1);
    int seen = 0;
    for (int step = 0; step < 4; step++) {
      List<Tensor> got = call(layer, step, List.of(x, boxes(), labels, x));
      for (int b = 0; b < BATCH; b++) {
        Optional<double[]> white = white(got.get(which), b);
        boolean gone = got.get(2).getDouble(b) == -1;
        if (white.isEmpty() || gone) {
          double width = got.get(1).getDouble(4 * b + 2) - got.get(1).getDouble(4 * b);
          double height = got.get(1).getDouble(4 * b + 3) - got.get(1).getDouble(4 * b + 1);
          assertTrue(Math.min(width, height) <= off, layer + ": box of nothing");
          continue;
        }
        seen++;
        for (int i = 0; i < 4; i++) {
          assertEquals(
              white.get()[i],
              got.get(1).getDouble(4 * b + i),
              off,
              "%s, side %d".formatted(layer, i));
        }
      }
    }
    assertTrue(seen > 10, layer + ": rectangles left in " + seen);
  }

  @Test
  void boxesLieWhereTheImagesAre() {
    check(RandomFlip.of().withBoundingBoxFormat(XYXY), 0);
    check(RandomCrop.of(41, 50).withBoundingBoxFormat(XYXY), 0);
    check(RandomCrop.of(30, 120).withBoundingBoxFormat(XYXY), 1.5);
    check(CenterCrop.of(41, 50).withBoundingBoxFormat(XYXY), 0);
    check(CenterCrop.of(80, 70).withBoundingBoxFormat(XYXY), 1.5);
    check(Resizing.of(120, 100).withBoundingBoxFormat(XYXY), 1.5);
    check(Resizing.of(80, 100).withCropToAspectRatio(true).withBoundingBoxFormat(XYXY), 1.5);
    check(Resizing.of(80, 100).withPadToAspectRatio(true).withBoundingBoxFormat(XYXY), 1.5);
    FillMode black = FillMode.CONSTANT;
    check(RandomTranslation.of(0.3, 0.2).withFillMode(black).withBoundingBoxFormat(XYXY), 1.5);
    check(RandomZoom.of(0.4).withFillMode(black).withBoundingBoxFormat(XYXY), 1.5);
    check(RandomShear.of(0.4, 0.3).withFillMode(black).withBoundingBoxFormat(XYXY), 2);
    check(RandomRotation.of(0.5).withFillMode(black).withBoundingBoxFormat(XYXY), 2);
    check(RandomPerspective.of().withScale(0.3).withBoundingBoxFormat(XYXY), 2);
  }

  @Test
  void randomOperationsMoveMasksAndBoxesAlike() {
    // Pixels that are reflected at the border are no part of the box: moves are small.
    var layer =
        RandAugment.of(2, 0.04).withValueRange(List.of(0.0, 1.0)).withBoundingBoxFormat(XYXY);
    check(layer, 2.5, 3);
  }

  @Test
  void layersOfColorsReturnMasksAndBoxesAsTheyAre() {
    Tensor labels = Tensor.of(new int[BATCH], BATCH, 1);
    List<Tensor> x = List.of(images(), boxes(), labels, images());
    List<Tensor> got = call(RandomErasing.of(), 0, x);
    assertEquals(x.subList(1, 4), got.subList(1, 4));
    assertNotEquals(x.get(0), got.get(0));
  }

  @Test
  void formatsAreConvertedOnTheWay() {
    var size = new ImageSize(ROWS, COLUMNS);
    Layer layer = RandomRotation.of(0.2).withBoundingBoxFormat(XYXY);
    Layer relative =
        RandomRotation.of(0.2).withBoundingBoxFormat(Optional.of(BoxFormat.REL_CENTER_XYWH));
    Value in = Value.input("boxes", TensorType.of(DType.FLOAT32, BATCH, 1, 4));
    Value there =
        BoundingBoxes.convertFormat(
            in, BoxFormat.XYXY, BoxFormat.REL_CENTER_XYWH, Optional.of(size));
    Value back =
        BoundingBoxes.convertFormat(
            in, BoxFormat.REL_CENTER_XYWH, BoxFormat.XYXY, Optional.of(size));
    Tensor given =
        Runner.run(Backends.get("java"), Graph.of(List.of(in), List.of(there)), List.of(boxes()))
            .get(0);
    Tensor moved = call(relative, 0, List.of(images(), given)).get(1);
    Tensor got =
        Runner.run(Backends.get("java"), Graph.of(List.of(in), List.of(back)), List.of(moved))
            .get(0);
    Tensor want = call(layer, 0, List.of(images(), boxes())).get(1);
    Closeness.assertClose("boxes", want, got, 1e-4);
  }

  @Test
  void errorsNameTheLayerAndWhatHelps() {
    List<Tensor> both = List.of(images(), boxes());
    assertMessage("set boundingBoxFormat", () -> call(RandomFlip.of(), 0, both));
    assertMessage("RandomFlip", () -> call(RandomFlip.of(), 0, both));
    var noBoxes = List.of(images(), Tensor.of(new int[BATCH], BATCH, 1));
    assertMessage(
        "boxes [batch, n, 4]", () -> call(RandomFlip.of().withBoundingBoxFormat(XYXY), 0, noBoxes));
    assertMessage(
        "does not move boxes",
        () -> call(RandomElasticTransform.of().withBoundingBoxFormat(XYXY), 0, both));
    assertMessage("call it on images only", () -> call(AugMix.of(), 0, both));
    Value in = Value.input("boxes", TensorType.of(DType.FLOAT32, 2, 4));
    assertMessage(
        "pass an ImageSize",
        () -> BoundingBoxes.convertFormat(in, BoxFormat.XYXY, BoxFormat.REL_XYWH));
    assertMessage(
        "use convertFormat first", () -> BoundingBoxes.computeCiou(in, in, BoxFormat.REL_XYXY));
    assertMessage("must be > 0", () -> new ImageSize(0, 4));
  }

  private static void assertMessage(String part, Executable what) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, what).getMessage());
    assertTrue(message.contains(part), message);
  }
}
