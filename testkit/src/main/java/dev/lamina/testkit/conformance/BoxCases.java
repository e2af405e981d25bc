package dev.lamina.testkit.conformance;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.ops.image.BoundingBoxes;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.ImageSize;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Kinds {@code bounding-boxes} (functions) and {@code layer-boxes}. */
final class BoxCases {
  /** Random draws of flips and shears. */
  private static final int DRAWS = 4;

  private BoxCases() {}

  static CaseResult.Outcome functions(GoldenCase golden, Backend backend) {
    var comparison = new Comparison(golden);
    int i = 0;
    for (JsonNode call : golden.get("calls")) {
      var execution = new Execution(backend);
      List<Value> in =
          golden.tensors(call.path("inputs")).stream().map(t -> execution.input(t)).toList();
      JsonNode options = call.path("options");
      List<Value> out = call(call.path("function").asString(""), in, options);
      List<Tensor> got = execution.run(out);
      List<Tensor> want = golden.tensors(call.path("outputs"));
      for (int k = 0; k < want.size(); k++) {
        comparison.close("call %d %s".formatted(i, options), got.get(k), want.get(k));
      }
      i++;
    }
    return comparison.outcome();
  }

  private static List<Value> call(String function, List<Value> in, JsonNode o) {
    Value x = in.get(0);
    Optional<ImageSize> size =
        o.path("size").isArray()
            ? Optional.of(
                new ImageSize(o.path("size").get(0).intValue(), o.path("size").get(1).intValue()))
            : Optional.empty();
    return switch (function) {
      case "convert_format" ->
          List.of(BoundingBoxes.convertFormat(x, format(o, "source"), format(o, "target"), size));
      case "clip_to_image_size" ->
          BoundingBoxes.clipToImageSize(
              x, in.get(1), format(o, "bounding_box_format"), size.orElseThrow());
      case "compute_iou" ->
          List.of(
              o.path("use_masking").booleanValue(false)
                  ? BoundingBoxes.computeIou(
                      x, in.get(1), format(o, "bounding_box_format"), o.path("mask_val").intValue())
                  : iou(x, in.get(1), format(o, "bounding_box_format"), size));
      case "compute_ciou" ->
          List.of(BoundingBoxes.computeCiou(x, in.get(1), format(o, "bounding_box_format")));
      case "affine_transform" ->
          List.of(
              BoundingBoxes.affineTransform(
                  x,
                  in.get(1),
                  in.get(2),
                  in.get(3),
                  in.get(4),
                  in.get(5),
                  in.get(6),
                  size.orElseThrow()));
      case "crop" ->
          List.of(
              BoundingBoxes.crop(
                  x,
                  o.path("top").intValue(),
                  o.path("left").intValue(),
                  new ImageSize(o.path("height").intValue(), o.path("width").intValue())));
      case "pad" ->
          List.of(BoundingBoxes.pad(x, o.path("top").intValue(), o.path("left").intValue()));
      case "encode_box_to_deltas" ->
          List.of(
              BoundingBoxes.encodeBoxToDeltas(
                  x,
                  in.get(1),
                  format(o, "anchor_format"),
                  format(o, "box_format"),
                  format(o, "encoding_format"),
                  variance(o),
                  size));
      case "decode_deltas_to_boxes" ->
          List.of(
              BoundingBoxes.decodeDeltasToBoxes(
                  x,
                  in.get(1),
                  format(o, "anchor_format"),
                  format(o, "box_format"),
                  format(o, "encoded_format"),
                  variance(o),
                  size));
      default -> throw new UnsupportedCaseException("function " + function);
    };
  }

  /** Keras turns relative boxes into pixels first. */
  private static Value iou(Value a, Value b, BoxFormat format, Optional<ImageSize> size) {
    return size.isEmpty()
        ? BoundingBoxes.computeIou(a, b, format)
        : BoundingBoxes.computeIou(
            BoundingBoxes.convertFormat(a, format, BoxFormat.XYXY, size),
            BoundingBoxes.convertFormat(b, format, BoxFormat.XYXY, size),
            BoxFormat.XYXY);
  }

  private static BoxFormat format(JsonNode options, String key) {
    return BoxFormat.valueOf(options.path(key).asString("").toUpperCase(Locale.ROOT));
  }

  private static Optional<List<Double>> variance(JsonNode options) {
    var out = new ArrayList<Double>();
    options.path("variance").forEach(v -> out.add(v.doubleValue()));
    return out.isEmpty() ? Optional.empty() : Optional.of(out);
  }

  /** Images, boxes and labels. */
  static CaseResult.Outcome layer(GoldenCase golden, Backend backend) {
    JsonNode json = golden.get("layer");
    KerasObjects.requireSupported(golden, json);
    Layer layer = KerasObjects.json().read(Layer.class, json, golden.id());
    List<Tensor> x = golden.tensors(golden.get("inputs"));
    List<Tensor> want = golden.tensors(golden.get("training"));
    var comparison = new Comparison(golden);
    comparison.equal(
        "bounding_box_format",
        KerasObjects.json().write(layer).path("config").path("bounding_box_format"),
        json.path("config").path("bounding_box_format"));
    List<SymbolicTensor> in =
        x.stream()
            .<SymbolicTensor>map(
                t ->
                    Input.ofBatch(
                        SymbolicShape.of(t.shape().toArray()), t.dtype(), Optional.empty()))
            .toList();
    Model model =
        Model.of(
            in.stream().map(Input.class::cast).toList(),
            Shared.of(layer).onAll(in.toArray(SymbolicTensor[]::new)));
    if (golden.has("otherwise")) {
      either(comparison, model, x, List.of(want, golden.tensors(golden.get("otherwise"))), backend);
    } else {
      List<Tensor> got = call(model, x, backend, 0);
      for (int i = 0; i < 3; i++) {
        comparison.close("result " + i, got.get(i), want.get(i));
      }
    }
    return comparison.outcome();
  }

  /** Each image with its boxes and labels is as one of two draws makes it; both happen. */
  private static void either(
      Comparison comparison,
      Model model,
      List<Tensor> x,
      List<List<Tensor>> want,
      Backend backend) {
    var seen = new HashSet<Integer>();
    for (int step = 0; step < DRAWS; step++) {
      List<Tensor> got = call(model, x, backend, step);
      for (int b = 0; b < x.get(0).shape().dim(0); b++) {
        double[] y = row(got.get(0), b);
        int draw =
            distance(y, row(want.get(0).get(0), b)) < distance(y, row(want.get(1).get(0), b))
                ? 0
                : 1;
        seen.add(draw);
        for (int i = 0; i < 3; i++) {
          double[] is = row(got.get(i), b);
          double[] should = row(want.get(draw).get(i), b);
          for (int k = 0; k < should.length; k++) {
            comparison.close(
                "step %d, image %d, result %d".formatted(step, b, i), is[k], should[k]);
          }
        }
      }
    }
    comparison.equal("draws that were seen", seen, Set.of(0, 1));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  private static double[] row(Tensor t, int b) {
    int n = t.toDoubles().length / t.shape().dim(0);
    return Arrays.copyOfRange(t.toDoubles(), b * n, (b + 1) * n);
  }

  private static List<Tensor> call(Model model, List<Tensor> x, Backend backend, int step) {
    var execution = new Execution(backend);
    List<Value> in = x.stream().map(t -> execution.input(t)).toList();
    var tracer = new Tracer(true, 17, Value.scalar(DType.INT64, step));
    List<Value> out = tracer.trace(model.network(), in).outputs();
    return execution.run(out);
  }
}
