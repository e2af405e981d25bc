package dev.lamina.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private final TensorType type = TensorType.of(DType.FLOAT32, 2);
  private final Value x = Value.input("x", type);
  private final Value v = Value.variable("v", type);

  @Test
  void whatIsUsedMustBeListed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Graph.of(List.of(), List.of(x.plus(1))))
        .withMessageContaining("is used but not listed")
        .withMessageContaining("label=x");
    assertThatIllegalStateException()
        .isThrownBy(() -> Graph.of(List.of(x), List.of(x.plus(v))))
        .withMessageContaining("path=v");
  }

  @Test
  void inputsAndVariablesAreWhatTheySay() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Graph.of(List.of(v), List.of(v)))
        .withMessageContaining("an input must be an input op");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Graph(List.of(), List.of(x), List.of(x), List.of()))
        .withMessageContaining("a variable must be a variable op");
    assertThatIllegalStateException()
        .isThrownBy(() -> Graph.of(List.of(x, x), List.of(x)))
        .withMessageContaining("input listed twice");
    assertThatIllegalStateException()
        .isThrownBy(() -> new Graph(List.of(), List.of(v, v), List.of(v), List.of()))
        .withMessageContaining("variable listed twice");
  }

  @Test
  void updatesGoOnceToAVariableOfTheirType() {
    var update = new Graph.Update(v, v.plus(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> graph(update, update))
        .withMessageContaining("variable updated twice");
    assertThatIllegalStateException()
        .isThrownBy(() -> graph(new Graph.Update(v, v.sum())))
        .withMessageContaining("has type f32[]");
    assertThatIllegalStateException()
        .isThrownBy(() -> graph(new Graph.Update(x, x.plus(1))))
        .withMessageContaining("update of something that is no listed variable");
  }

  private Graph graph(Graph.Update... updates) {
    return new Graph(List.of(x), List.of(v), List.of(x), List.of(updates));
  }

  @Test
  void typeRulesNameOpAndInputs() {
    Value m = Value.input("m", TensorType.of(DType.FLOAT32, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> m.matmul(m))
        .withMessage("matmul: inner dimensions differ: [2, 3] x [2, 3] (3 != 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> m.plus(Value.input("i", TensorType.of(DType.INT32, 2, 3))))
        .withMessage("add: dtypes differ: [f32[2, 3], i32[2, 3]]; cast one of them");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> m.reshape(Shape.of(5)))
        .withMessage("reshape: cannot turn [2, 3] (6 elements) into [5] (5 elements)");
    assertThatIllegalArgumentException().isThrownBy(() -> m.not()).withMessageContaining("bool");
  }

  @Test
  void deepGraphsNeedNoDeepStack() {
    Value y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.negate();
    }
    assertThat(Graph.of(List.of(x), List.of(y)).nodes()).hasSize(100_001);
  }
}
