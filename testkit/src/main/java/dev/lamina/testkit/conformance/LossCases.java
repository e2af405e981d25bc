package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.losses.Loss;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Group {@code losses}: values and gradients. */
final class LossCases {
  private LossCases() {}

  static CaseResult.Outcome run(GoldenCase c, Backend backend) {
    Loss loss = KerasObjects.read(c, Loss.class, "config");
    var execution = new Execution(backend);
    Value yTrue = execution.input(c.tensor("y_true"));
    Value yPred = execution.input(c.tensor("y_pred"));
    Value value =
        loss.apply(
            yTrue,
            yPred,
            execution.input(c.optionalTensor("sample_weight")),
            execution.input(c.optionalTensor("mask")));
    Value gradient = Autodiff.gradients(value.sum(), List.of(yPred)).get(0);
    List<Tensor> got = execution.run(List.of(value, gradient));
    var comparison = new Comparison(c);
    comparison.close("value", got.get(0), c.tensor("value"));
    comparison.close("gradient", got.get(1), c.tensor("gradient"), c.positions("gradient_ignored"));
    KerasObjects.writtenAgain(comparison, c, loss);
    return comparison.outcome();
  }
}
