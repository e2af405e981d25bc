package dev.lamina.testkit.conformance;

import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Predictor;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Kind {@code layer-calls}: layers that keep a state from call to call. */
final class LayerCalls {
  private LayerCalls() {}

  static CaseResult.Outcome run(GoldenCase golden, Backend backend) {
    var comparison = new Comparison(golden);
    try (Model model = Models.read(golden, golden.get("model"));
        Predictor predictor = new Predictor(model.network(), backend)) {
      Models.setWeights(golden, model);
      int i = 0;
      for (JsonNode call : golden.get("calls")) {
        if (call.path("reset").booleanValue()) {
          model.resetStates();
        }
        call("call " + i++, call, golden, model, predictor, comparison);
      }
    }
    return comparison.outcome();
  }

  private static void call(
      String what,
      JsonNode call,
      GoldenCase golden,
      Model model,
      Predictor predictor,
      Comparison comparison) {
    List<Tensor> x = golden.tensors(call.path("inputs"));
    List<Tensor> got = predictor.predict(x, x.get(0).shape().dim(0), List.of());
    List<Tensor> want = golden.tensors(call.path("outputs"));
    comparison.equal(what + ": number of outputs", got.size(), want.size());
    for (int i = 0; i < want.size() && i < got.size(); i++) {
      comparison.close(what + ": output " + i, got.get(i), want.get(i));
    }
    for (JsonNode s : call.path("state")) {
      String path = s.path("path").asString("");
      comparison.close(
          what + ": state " + path,
          Models.weight(golden, model, path).value(),
          golden.tensor(s.path("tensor")));
    }
  }
}
