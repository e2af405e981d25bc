package dev.lamina.testkit.conformance;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.Layer;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Tracer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Kind {@code layer-statistics}: layers that draw random numbers. */
final class LayerStatistics {
  private LayerStatistics() {}

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    JsonNode layerJson = golden.get("layer");
    KerasObjects.requireSupported(golden, layerJson);
    Layer layer = KerasObjects.json().read(Layer.class, layerJson, golden.id());
    int[] dims = new int[golden.get("input").path("shape").size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = golden.get("input").path("shape").get(i).intValue();
    }
    Tensor x =
        Tensor.full(
            new TensorType(DType.FLOAT32, Shape.of(dims)),
            GoldenCase.number(golden.get("input").path("fill")));
    SymbolicTensor in = Input.ofBatch(SymbolicShape.of(dims), DType.FLOAT32, Optional.empty());
    Model model = Model.of(in, layer.on(in));
    Tensor first = call(model, x, backend, 0);
    var comparison = new Comparison(golden);
    for (JsonNode s : golden.get("statistics")) {
      check(comparison, s, first);
    }
    boolean differs = !first.equals(call(model, x, backend, 1));
    comparison.equal(
        "differs between calls", differs, golden.get("differs_between_calls").booleanValue());
    return comparison.outcome();
  }

  private static Tensor call(Model model, Tensor x, Backend backend, int step) {
    var execution = new Execution(backend);
    Value in = execution.input(x);
    var tracer = new Tracer(true, 0, Value.scalar(DType.INT64, step));
    Value out = tracer.trace(model.network(), List.of(in)).outputs().get(0);
    return execution.run(List.of(out)).get(0);
  }

  private static void check(Comparison comparison, JsonNode s, Tensor y) {
    double[] v = y.toDoubles();
    String what = s.path("what").asString("");
    switch (what) {
      case "fraction_zero" -> {
        double zeros = 0;
        for (double d : v) {
          zeros += d == 0 ? 1 : 0;
        }
        Statistics.near(comparison, s, zeros / v.length);
      }
      case "mean" -> Statistics.near(comparison, s, Statistics.mean(v));
      case "std" -> Statistics.near(comparison, s, Statistics.deviation(v));
      case "values_in" -> {
        for (double d : v) {
          boolean found = false;
          for (JsonNode allowed : s.path("values")) {
            found |= Math.abs(allowed.doubleValue() - d) <= 1e-5 * (1 + Math.abs(d));
          }
          if (!found) {
            comparison.that(false, "%s is not among %s".formatted(d, s.path("values")));
            return;
          }
        }
      }
      case "constant_along_axes" -> {
        for (JsonNode axis : s.path("axes")) {
          comparison.that(constant(y, axis.intValue()), "not constant along axis " + axis);
        }
      }
      default -> throw new IllegalStateException("unknown statistic " + what);
    }
  }

  private static boolean constant(Tensor y, int axis) {
    int stride = y.shape().strides()[axis];
    int n = y.shape().dim(axis);
    for (int i = 0; i < y.size(); i++) {
      int along = i / stride % n;
      if (y.getDouble(i) != y.getDouble(i - along * stride)) {
        return false;
      }
    }
    return true;
  }
}
