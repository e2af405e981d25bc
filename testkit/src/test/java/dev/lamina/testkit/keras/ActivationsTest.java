package dev.lamina.testkit.keras;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ActivationsTest {
  static List<GoldenCase> cases() {
    return GoldenCase.all("activations");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatKerasComputes(GoldenCase c) {
    var engine = new Engine();
    Value x = engine.input(c.tensor("x"));
    Value upstream = engine.input(c.tensor("upstream"));
    Value y = apply(c.json().get("activation").asString(), c.json().get("args"), x);
    Value scalar = y.times(upstream).sum();
    List<Tensor> got = engine.run(List.of(y, Autodiff.gradients(scalar, List.of(x)).get(0)));
    c.assertClose("y", c.tensor("y"), got.get(0));
    c.assertClose("gradient", c.tensor("gradient"), got.get(1), c.ignored("gradient_ignored"));
  }

  private static Value apply(String name, JsonNode args, Value x) {
    if (args.isEmpty()) {
      return Activations.of(name).apply(x);
    }
    return switch (name) {
      case "relu" ->
          Activations.relu(
              x,
              args.get("negative_slope").asDouble(),
              OptionalDouble.of(args.get("max_value").asDouble()),
              args.get("threshold").asDouble());
      case "leaky_relu" -> Activations.leakyRelu(x, args.get("negative_slope").asDouble());
      case "elu" -> Activations.elu(x, args.get("alpha").asDouble());
      case "celu" -> Activations.celu(x, args.get("alpha").asDouble());
      case "gelu" -> Activations.gelu(x, args.get("approximate").asBoolean());
      case "glu" -> Activations.glu(x, args.get("axis").asInt());
      case "hard_shrink" -> Activations.hardShrink(x, args.get("threshold").asDouble());
      case "soft_shrink" -> Activations.softShrink(x, args.get("threshold").asDouble());
      case "threshold" ->
          Activations.threshold(
              x, args.get("threshold").asDouble(), args.get("default_value").asDouble());
      case "squareplus" -> Activations.squareplus(x, args.get("b").asDouble());
      case "softmax" -> Activations.softmax(x, args.get("axis").asInt());
      case "log_softmax" -> Activations.logSoftmax(x, args.get("axis").asInt());
      case "sparsemax" -> Activations.sparsemax(x, args.get("axis").asInt());
      default -> throw new IllegalArgumentException(name + " " + args);
    };
  }
}
