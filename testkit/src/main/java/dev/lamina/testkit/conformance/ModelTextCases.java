package dev.lamina.testkit.conformance;

import dev.lamina.DotGraph;
import dev.lamina.Model;
import dev.lamina.Summary;
import dev.lamina.backend.Backend;
import dev.lamina.data.Dataset;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.optimizers.Adam;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Models as text: kinds {@code summary} and {@code dot} of group {@code utils}. */
final class ModelTextCases {
  private ModelTextCases() {}

  static CaseResult.Outcome summary(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    try (Model model = Models.read(c, c.get("model"))) {
      String compiled = c.get("compiled_with").asString("");
      if (compiled.equals("adam, one step taken")) {
        step(model);
      } else if (!compiled.isEmpty()) {
        throw new UnsupportedCaseException("compiled with " + compiled);
      }
      comparison.equal("text", options(c.get("args")).text(model), c.get("text").stringValue());
    }
    return comparison.outcome();
  }

  /** Compiles with Adam and takes a step, so that the optimizer has variables. */
  private static void step(Model model) {
    model.compile(Adam.of(0.001), MeanSquaredError.of());
    Shape in = model.network().inputs().get(0).shape().fill(2);
    Shape out = model.network().outputs().get(0).shape().fill(2);
    model.trainOnBatch(Dataset.of(zeros(in), zeros(out)));
  }

  private static Tensor zeros(Shape shape) {
    return Tensor.full(new TensorType(DType.FLOAT32, shape), 0);
  }

  private static Summary options(JsonNode args) {
    var positions = new ArrayList<Double>();
    args.path("positions").forEach(p -> positions.add(p.doubleValue()));
    JsonNode range = args.path("layer_range");
    return new Summary(
        args.has("line_length")
            ? OptionalInt.of(args.path("line_length").intValue())
            : OptionalInt.empty(),
        positions,
        args.path("expand_nested").booleanValue(false),
        args.path("show_trainable").booleanValue(false),
        range.isArray()
            ? Optional.of(new Summary.Range(range.get(0).stringValue(), range.get(1).stringValue()))
            : Optional.empty());
  }

  static CaseResult.Outcome dot(GoldenCase c, Backend backend) {
    var comparison = new Comparison(c);
    try (Model model = Models.read(c, c.get("model"))) {
      for (JsonNode variant : c.get("variants")) {
        JsonNode args = variant.path("args");
        comparison.equal(
            "dot of " + args, graph(args).text(model), variant.path("dot").stringValue());
      }
    }
    return comparison.outcome();
  }

  private static DotGraph graph(JsonNode args) {
    List<String> known =
        List.of(
            "show_shapes",
            "show_dtype",
            "show_layer_names",
            "rankdir",
            "expand_nested",
            "dpi",
            "show_layer_activations",
            "show_trainable",
            "splines");
    for (String key : args.propertyNames()) {
      if (!known.contains(key)) {
        throw new UnsupportedCaseException("argument " + key);
      }
    }
    return new DotGraph(
        args.path("show_shapes").booleanValue(false),
        args.path("show_dtype").booleanValue(false),
        args.path("show_layer_names").booleanValue(true),
        args.path("rankdir").asString("TB"),
        args.path("expand_nested").booleanValue(false),
        args.path("dpi").intValue(200),
        args.path("show_layer_activations").booleanValue(false),
        args.path("show_trainable").booleanValue(false),
        args.path("splines").asString("ortho"));
  }
}
