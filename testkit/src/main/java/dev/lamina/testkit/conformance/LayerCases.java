package dev.lamina.testkit.conformance;

import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Kind {@code layer}: outputs, masks, losses, gradients and new state of a small model. */
final class LayerCases {
  private final GoldenCase golden;
  private final Backend backend;
  private final Model model;
  private final List<Tensor> x;
  private final Comparison comparison;

  private LayerCases(GoldenCase golden, Backend backend) {
    this.golden = golden;
    this.backend = backend;
    this.model = Models.read(golden, golden.get("model"));
    // Layers of the host run before the graph.
    this.x = model.network().host().run(golden.tensors(golden.get("inputs")));
    this.comparison = new Comparison(golden);
  }

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    return new LayerCases(golden, backend).run();
  }

  private CaseResult.Outcome run() {
    Models.setWeights(golden, model);
    String mode = golden.get("gradient_mode").asString("");
    call(false, mode.equals("inference"));
    call(true, mode.equals("training"));
    return comparison.outcome();
  }

  /** One traced call: names of what to compare, values of the graph, expected tensors. */
  private record Expected(String what, Value value, Tensor want) {}

  private void call(boolean training, boolean gradients) {
    var execution = new Execution(backend);
    List<Value> inputs = x.stream().map(execution::input).toList();
    var tracer = new Tracer(training, 0, Value.scalar(DType.INT64, 0));
    Scope.Called called = tracer.trace(model.network(), inputs);
    String mode = training ? "training" : "inference";
    var expected = new ArrayList<Expected>();
    if (golden.has(mode)) {
      List<Tensor> want = golden.tensors(golden.get(mode));
      comparison.equal(mode + ": number of outputs", called.outputs().size(), want.size());
      for (int i = 0; i < want.size() && i < called.outputs().size(); i++) {
        expected.add(new Expected(mode + " output " + i, called.outputs().get(i), want.get(i)));
      }
      losses(mode, tracer, expected);
    }
    if (!training) {
      masks(called, expected);
    } else {
      state(tracer, expected);
    }
    trainable(tracer);
    if (gradients) {
      gradients(called, inputs, tracer, expected);
    }
    evaluate(execution, tracer, expected);
  }

  private void losses(String mode, Tracer tracer, List<Expected> expected) {
    JsonNode want = golden.get(mode + "_losses");
    List<Value> got = tracer.losses();
    if (!golden.has(mode + "_losses")) {
      return;
    }
    comparison.equal(mode + ": number of losses", got.size(), want.size());
    for (int i = 0; i < got.size() && i < want.size(); i++) {
      expected.add(
          new Expected(
              mode + " loss " + i,
              got.get(i),
              Tensor.scalar(got.get(i).dtype(), GoldenCase.number(want.get(i)))));
    }
  }

  private void masks(Scope.Called called, List<Expected> expected) {
    List<Optional<Tensor>> want = golden.optionalTensors(golden.get("output_masks"));
    for (int i = 0; i < want.size(); i++) {
      Optional<Value> got = called.masks().get(i);
      comparison.equal("mask " + i + " exists", got.isPresent(), want.get(i).isPresent());
      if (got.isPresent() && want.get(i).isPresent()) {
        expected.add(new Expected("mask " + i, got.get(), want.get(i).get()));
      }
    }
  }

  private void state(Tracer tracer, List<Expected> expected) {
    for (JsonNode s : golden.get("state_after")) {
      String path = s.path("path").asString("");
      Value variable = variable(tracer, Models.weight(golden, model, path));
      expected.add(
          new Expected(
              "state " + path,
              tracer.updates().getOrDefault(variable, variable),
              golden.tensor(s.path("tensor"))));
    }
  }

  /** Which weights are trained: by themselves and with all layers around them. */
  private void trainable(Tracer tracer) {
    int i = 0;
    for (JsonNode w : golden.get("weights")) {
      Weight got = model.weights().get(i++);
      comparison.equal(
          got.path() + " is trained",
          tracer.trained().contains(got),
          w.path("trainable").booleanValue(true));
    }
  }

  private void gradients(
      Scope.Called called, List<Value> inputs, Tracer tracer, List<Expected> expected) {
    List<Optional<Tensor>> upstream = golden.optionalTensors(golden.get("upstream"));
    var outputs = new ArrayList<Value>();
    var seeds = new ArrayList<Value>();
    for (int i = 0; i < upstream.size(); i++) {
      Value out = called.outputs().get(i);
      upstream
          .get(i)
          .ifPresent(
              u -> {
                outputs.add(out);
                seeds.add(Value.constant(u));
              });
    }
    Map<String, Value> wrt = new LinkedHashMap<>();
    Map<String, Tensor> want = new LinkedHashMap<>();
    List<Optional<Tensor>> inputGradients = golden.optionalTensors(golden.get("input_gradients"));
    for (int i = 0; i < inputGradients.size(); i++) {
      String what = "gradient of input " + i;
      Value in = inputs.get(i);
      inputGradients
          .get(i)
          .ifPresent(
              g -> {
                wrt.put(what, in);
                want.put(what, g);
              });
    }
    for (JsonNode g : golden.get("weight_gradients")) {
      String path = g.path("path").asString("");
      wrt.put("gradient of " + path, variable(tracer, Models.weight(golden, model, path)));
      want.put("gradient of " + path, golden.tensor(g.path("tensor")));
    }
    List<Value> values = List.copyOf(wrt.values());
    List<Optional<Value>> got = Autodiff.gradients(outputs, seeds, values);
    int i = 0;
    for (Map.Entry<String, Tensor> w : want.entrySet()) {
      Value of = values.get(i);
      expected.add(
          new Expected(
              w.getKey(), got.get(i).orElseGet(() -> Value.zeros(of.type())), w.getValue()));
      i++;
    }
  }

  private static Value variable(Tracer tracer, Weight w) {
    Value v = tracer.variables().get(w);
    if (v == null) {
      throw new IllegalStateException("weight was not used: " + w);
    }
    return v;
  }

  private void evaluate(Execution execution, Tracer tracer, List<Expected> expected) {
    tracer.variables().forEach((w, v) -> execution.variable(v, w.value()));
    List<Tensor> got = execution.run(expected.stream().map(Expected::value).toList());
    for (int i = 0; i < got.size(); i++) {
      comparison.close(expected.get(i).what, got.get(i), expected.get(i).want);
    }
  }
}
