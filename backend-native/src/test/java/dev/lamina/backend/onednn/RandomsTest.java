package dev.lamina.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.backend.BackendConfig;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random numbers and dropout masks, which are made without storing the numbers. */
class RandomsTest {
  private static final NativeBackend BACKEND = new NativeBackend(BackendConfig.standard());

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.3, 0.5, 0.999999, 1, -3, 7})
  void aMaskIsTheComparisonOfTheNumbers(double rate) {
    int n = 2053;
    Value step = Value.input("step", TensorType.of(DType.INT64));
    Value u = Value.of(new RandomUniform(Shape.of(n), 42), step);
    List<Tensor> in = List.of(Tensor.scalar(5L));
    Tensor mask;
    Tensor numbers;
    try (NativeProgram p = BACKEND.compile(Graph.of(List.of(step), List.of(u.ge(rate))))) {
      assertThat(p.plan().steps())
          .singleElement()
          .extracting(Step::name)
          .asString()
          .startsWith("random_mask");
      mask = p.run(in, List.of()).get(0);
    }
    try (NativeProgram p = BACKEND.compile(Graph.of(List.of(step), List.of(u)))) {
      numbers = p.run(in, List.of()).get(0);
    }
    assertThat(numbers.floatArray()).containsExactly(Philox.uniform(42, 5, n));
    for (int i = 0; i < n; i++) {
      assertThat(mask.getLong(i))
          .as("element %d", i)
          .isEqualTo(numbers.getDouble(i) >= (float) rate ? 1 : 0);
    }
  }
}
