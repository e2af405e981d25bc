package dev.lamina.testkit.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.optimizers.LearningRate;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.regularizers.Regularizers;
import dev.lamina.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Regularizers, constraints and schedules. */
class FunctionsTest {
  static List<GoldenCase> regularizers() {
    return GoldenCase.all("regularizers").stream().filter(c -> c.has("config")).toList();
  }

  static List<GoldenCase> constraints() {
    return GoldenCase.all("constraints");
  }

  static List<GoldenCase> schedules() {
    return GoldenCase.all("schedules");
  }

  @ParameterizedTest
  @MethodSource("regularizers")
  void penalties(GoldenCase c) {
    var regularizer = (Regularizer) KerasObjects.read(c.json().get("config"), null);
    var engine = new Engine();
    Value x = engine.input(c.tensor("x"));
    Value penalty = regularizer.apply(x);
    List<Tensor> got = engine.run(List.of(penalty, Autodiff.gradients(penalty, List.of(x)).get(0)));
    c.assertClose("value", c.tensor("value"), got.get(0));
    c.assertClose("gradient", c.tensor("gradient"), got.get(1));
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void projections(GoldenCase c) {
    var constraint = (Constraint) KerasObjects.read(c.json().get("config"), null);
    var engine = new Engine();
    Value x = engine.input(c.tensor("x"));
    c.assertClose("value", c.tensor("value"), engine.run(List.of(constraint.apply(x))).get(0));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void rates(GoldenCase c) {
    var schedule = (LearningRate) KerasObjects.read(c.json().get("config"), null);
    JsonNode steps = c.json().get("steps");
    for (int i = 0; i < steps.size(); i++) {
      var engine = new Engine();
      Value step = engine.input(Tensor.scalar(steps.get(i).asLong()));
      double got = engine.run(List.of(schedule.at(step))).get(0).item();
      double want = c.json().get("values").get(i).asDouble();
      assertThat(got)
          .as("%s at step %s", c, steps.get(i))
          .isCloseTo(want, within(1e-7 + 1e-5 * Math.abs(want)));
    }
  }

  @Test
  void regularizersByName() {
    for (GoldenCase c : GoldenCase.all("regularizers")) {
      if (c.kind().equals("identifiers")) {
        for (JsonNode i : c.json().get("identifiers")) {
          String name = i.get("identifier").asString();
          if (i.has("serialized")) {
            assertThat(Regularizers.of(name).getClass().getSimpleName())
                .isEqualTo(i.at("/serialized/class_name").asString());
          }
        }
      }
    }
  }
}
