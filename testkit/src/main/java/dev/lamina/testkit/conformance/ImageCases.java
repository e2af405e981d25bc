package dev.lamina.testkit.conformance;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.layers.Layer;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.ops.image.FillMode;
import dev.lamina.ops.image.Resize;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Tracer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Kinds {@code layer-augmentation} and {@code image-resize}. */
final class ImageCases {
  /** Random draws that are looked at where a layer has no one result. */
  private static final int DRAWS = 4;

  private ImageCases() {}

  static CaseResult.Outcome resize(GoldenCase golden, Backend backend) {
    JsonNode args = golden.get("args");
    var resize =
        new Resize(
            List.of(args.path("size").get(0).intValue(), args.path("size").get(1).intValue()),
            Interpolation.valueOf(upper(args, "interpolation", "bilinear")),
            args.path("antialias").booleanValue(false),
            args.path("crop_to_aspect_ratio").booleanValue(false),
            args.path("pad_to_aspect_ratio").booleanValue(false),
            FillMode.valueOf(upper(args, "fill_mode", "constant")),
            args.path("fill_value").doubleValue(0),
            DataFormat.valueOf(upper(args, "data_format", "channels_last")));
    var execution = new Execution(backend);
    Value y = resize.write(execution.input(golden.tensor("x")));
    var comparison = new Comparison(golden);
    comparison.close("result", execution.run(List.of(y)).get(0), golden.tensor("result"));
    return comparison.outcome();
  }

  private static String upper(JsonNode args, String key, String otherwise) {
    return args.path(key).asString(otherwise).toUpperCase(Locale.ROOT);
  }

  static CaseResult.Outcome augmentation(GoldenCase golden, Backend backend) {
    JsonNode json = golden.get("layer");
    KerasObjects.requireSupported(golden, json);
    Layer layer = KerasObjects.json().read(Layer.class, json, golden.id());
    Tensor x = golden.tensors(golden.get("inputs")).get(0);
    SymbolicTensor in =
        Input.ofBatch(SymbolicShape.of(x.shape().toArray()), x.dtype(), Optional.empty());
    Model model = Model.of(in, layer.on(in));
    var comparison = new Comparison(golden);
    comparison.close(
        "inference",
        call(model, x, backend, false, 0),
        golden.tensors(golden.get("inference")).get(0));
    if (golden.get("deterministic").booleanValue(false)) {
      comparison.close(
          "training",
          call(model, x, backend, true, 0),
          golden.tensors(golden.get("training")).get(0));
      return comparison.outcome();
    }
    var random = new RandomImages(comparison, json.path("class_name").asString(""), x);
    for (int step = 0; step < DRAWS; step++) {
      Tensor y = call(model, x, backend, true, step);
      random.shape(y, golden.get("training_shape"));
      JsonNode range = json.path("config").path("value_range");
      random.range(y, range.isArray() ? range : golden.get("training_range"));
      random.kind(y, json.path("config"));
    }
    return comparison.outcome();
  }

  private static Tensor call(Model model, Tensor x, Backend backend, boolean training, int step) {
    var execution = new Execution(backend);
    Value in = execution.input(x);
    var tracer = new Tracer(training, 17, Value.scalar(DType.INT64, step));
    Value out = tracer.trace(model.network(), List.of(in)).outputs().get(0);
    tracer.variables().forEach((w, v) -> execution.variable(v, w.value()));
    return execution.run(List.of(out)).get(0);
  }
}
