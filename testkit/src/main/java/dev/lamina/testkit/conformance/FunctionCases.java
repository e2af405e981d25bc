package dev.lamina.testkit.conformance;

import dev.lamina.activations.Activations;
import dev.lamina.backend.Backend;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Groups {@code activations}, {@code regularizers}, {@code constraints}, {@code schedules}. */
final class FunctionCases {
  private FunctionCases() {}

  static CaseResult.Outcome activation(GoldenCase c, Backend backend) {
    var execution = new Execution(backend);
    Value x = execution.input(c.tensor("x"));
    Value upstream = execution.input(c.tensor("upstream"));
    Value y = activation(c.get("activation").asString(""), c.get("args"), x);
    Value gradient = Autodiff.gradients(y.times(upstream).sum(), List.of(x)).get(0);
    List<Tensor> got = execution.run(List.of(y, gradient));
    var comparison = new Comparison(c);
    comparison.close("y", got.get(0), c.tensor("y"));
    comparison.close("gradient", got.get(1), c.tensor("gradient"), c.positions("gradient_ignored"));
    return comparison.outcome();
  }

  private static Value activation(String name, JsonNode args, Value x) {
    if (args.isEmpty()) {
      return Activations.of(name).apply(x);
    }
    return switch (name) {
      case "relu" ->
          Activations.relu(
              x,
              given(args, "negative_slope").orElse(0),
              given(args, "max_value"),
              given(args, "threshold").orElse(0));
      case "leaky_relu" -> Activations.leakyRelu(x, number(args, "negative_slope"));
      case "elu" -> Activations.elu(x, number(args, "alpha"));
      case "celu" -> Activations.celu(x, number(args, "alpha"));
      case "gelu" -> Activations.gelu(x, args.path("approximate").booleanValue());
      case "glu" -> Activations.glu(x, args.path("axis").intValue());
      case "hard_shrink" -> Activations.hardShrink(x, number(args, "threshold"));
      case "soft_shrink" -> Activations.softShrink(x, number(args, "threshold"));
      case "threshold" ->
          Activations.threshold(x, number(args, "threshold"), number(args, "default_value"));
      case "squareplus" -> Activations.squareplus(x, number(args, "b"));
      case "softmax" -> Activations.softmax(x, args.path("axis").intValue());
      case "log_softmax" -> Activations.logSoftmax(x, args.path("axis").intValue());
      case "sparsemax" -> Activations.sparsemax(x, args.path("axis").intValue());
      default -> throw new UnsupportedCaseException("activation %s %s".formatted(name, args));
    };
  }

  /** An argument that may be left out. */
  private static OptionalDouble given(JsonNode args, String key) {
    return args.hasNonNull(key) ? OptionalDouble.of(number(args, key)) : OptionalDouble.empty();
  }

  private static double number(JsonNode args, String key) {
    return GoldenCase.number(args.path(key));
  }

  static CaseResult.Outcome regularizer(GoldenCase c, Backend backend) {
    Regularizer regularizer = KerasObjects.read(c, Regularizer.class, "config");
    var execution = new Execution(backend);
    Value x = execution.input(c.tensor("x"));
    Value penalty = regularizer.apply(x);
    Value gradient = Autodiff.gradients(penalty, List.of(x)).get(0);
    List<Tensor> got = execution.run(List.of(penalty, gradient));
    var comparison = new Comparison(c);
    comparison.close("value", got.get(0), c.tensor("value"));
    comparison.close("gradient", got.get(1), c.tensor("gradient"));
    return comparison.outcome();
  }

  static CaseResult.Outcome constraint(GoldenCase c, Backend backend) {
    Constraint constraint = KerasObjects.read(c, Constraint.class, "config");
    var execution = new Execution(backend);
    Value x = execution.input(c.tensor("x"));
    var comparison = new Comparison(c);
    comparison.close(
        "value", execution.run(List.of(constraint.apply(x))).get(0), c.tensor("value"));
    return comparison.outcome();
  }

  static CaseResult.Outcome schedule(GoldenCase c, Backend backend) {
    LearningRate schedule = KerasObjects.read(c, LearningRate.class, "config");
    var comparison = new Comparison(c);
    for (int i = 0; i < c.get("steps").size(); i++) {
      var execution = new Execution(backend);
      Value step = execution.input(Tensor.scalar(c.get("steps").get(i).longValue()));
      comparison.close(
          "rate at step " + c.get("steps").get(i),
          execution.run(List.of(schedule.at(step))).get(0).item(),
          GoldenCase.number(c.get("values").get(i)));
    }
    return comparison.outcome();
  }
}
