package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.ops.Ops;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What golden cases of Keras cannot hold: TensorFlow has no histogram, and errors. */
class OpsTest {
  /** Worked out with numpy.histogram. */
  @Test
  void histograms() {
    Value x = Value.constant(Tensor.of(new float[] {-1, -0.5f, 0, 0.1f, 0.5f, 1, 1.5f, 7}));
    List<Tensor> fixed = run(Ops.histogram(x, 5, -1, 1.5));
    assertThat(fixed.get(0).toDoubles()).containsExactly(1, 1, 2, 1, 2);
    assertThat(fixed.get(1).toDoubles()).containsExactly(-1, -0.5, 0, 0.5, 1, 1.5);
    List<Tensor> whole = run(Ops.histogram(x, 4));
    assertThat(whole.get(0).toDoubles()).containsExactly(5, 2, 0, 1);
    assertThat(whole.get(1).toDoubles()).containsExactly(-1, 1, 3, 5, 7);
  }

  /** As NumPy: 0, or -1 for negative numbers. */
  @Test
  void shiftsBeyondTheBits() {
    Value x = Value.constant(Tensor.of(new int[] {-5, 5, Integer.MIN_VALUE}));
    assertThat(run(List.of(Ops.rightShift(x, 31))).get(0).toDoubles()).containsExactly(-1, 0, -1);
    assertThat(run(List.of(Ops.rightShift(x, 40))).get(0).toDoubles()).containsExactly(-1, 0, -1);
    assertThat(run(List.of(Ops.leftShift(x, 32))).get(0).toDoubles()).containsExactly(0, 0, 0);
  }

  @Test
  void singularMatricesGiveNoNumbers() {
    Value a = Value.constant(Tensor.of(new float[][] {{1, 2}, {2, 4}}));
    assertThat(Arrays.stream(run(List.of(Ops.inv(a))).get(0).toDoubles()))
        .noneMatch(Double::isFinite);
    assertThat(run(List.of(Ops.det(a))).get(0).toDoubles()[0] == 0).isTrue();
  }

  @Test
  void badArguments() {
    Value real = Value.input("x", TensorType.of(DType.FLOAT32, 3));
    Value whole = Value.input("i", TensorType.of(DType.INT32, 3));
    assertThatThrownBy(() -> Ops.bitwiseAnd(real, real))
        .hasMessageContaining("bitwise_and: expected bool or whole numbers, got f32[3]")
        .hasMessageContaining("cast floats to int32 first");
    assertThatThrownBy(() -> Ops.gcd(real, real))
        .hasMessageContaining("gcd: expected whole numbers");
    assertThatThrownBy(() -> Ops.bincount(whole, 0))
        .hasMessageContaining("shapes do not depend on numbers; got 0");
    assertThatThrownBy(() -> Ops.bincount(real, 3)).hasMessageContaining("expected whole numbers");
    assertThatThrownBy(() -> Ops.histogram(real, 0)).hasMessageContaining("bins > 0");
    assertThatThrownBy(() -> Ops.histogram(real, 2, 1, 0)).hasMessageContaining("ascending");
    assertThatThrownBy(() -> Ops.rot90(real.reshape(1, 3), 1, 1, -1))
        .hasMessageContaining("two different axes");
    assertThatThrownBy(() -> Ops.scatter(whole.reshape(3, 1), real, List.of(4, 2)))
        .hasMessageContaining("expected values of shape [3, 2]");
    assertThatThrownBy(() -> Ops.average(real.reshape(1, 3), whole, 0))
        .hasMessageContaining("average: expected weights of shape [1, 3]");
  }

  private static List<Tensor> run(List<Value> outputs) {
    return Runner.run(Backends.get("java"), Graph.of(List.of(), outputs), List.of());
  }
}
