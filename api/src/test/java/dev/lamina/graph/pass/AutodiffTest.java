package dev.lamina.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Constant;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutodiffTest {
  private final Value x = Value.input("x", TensorType.of(DType.FLOAT32, 2, 3));

  @Test
  void gradientsHaveTheTypesOfTheirValues() {
    Value row = Value.input("row", TensorType.of(DType.FLOAT32, 3));
    Value loss = x.times(row).sum();
    assertThat(Autodiff.gradients(loss, List.of(x, row)))
        .extracting(Value::type)
        .containsExactly(x.type(), row.type());
  }

  @Test
  void whatTheLossDoesNotDependOnHasGradientZero() {
    Value other = Value.input("other", TensorType.of(DType.FLOAT32, 3));
    Value g = Autodiff.gradients(x.sum(), List.of(other)).get(0);
    assertThat(g.type()).isEqualTo(other.type());
    assertThat(g.node().in(0).op()).isInstanceOf(Constant.class);
  }

  @Test
  void onlyScalarsHaveGradients() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Autodiff.gradients(x, List.of(x)))
        .withMessage("autodiff: expected a scalar loss, got f32[2, 3]");
  }
}
