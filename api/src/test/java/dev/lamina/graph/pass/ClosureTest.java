package dev.lamina.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosureTest {
  private final Value h = Value.input("h", TensorType.of(DType.FLOAT32, 2, 3));
  private final Value weight = Value.variable("w", TensorType.of(DType.FLOAT32, 2, 3));

  @Test
  void whatIsReadFromAroundBecomesAnInput() {
    Closure c = Closure.of(List.of(h), List.of(h.times(weight).plus(weight)));
    assertThat(c.captured()).containsExactly(weight);
    assertThat(c.body().inputs()).hasSize(2).startsWith(h);
    assertThat(c.body().variables()).isEmpty();
  }

  @Test
  void whatDoesNotDependOnTheInputsIsComputedOutside() {
    Value product = h.times(weight.exp().plus(1));
    Closure c = Closure.of(List.of(h), List.of(product));
    assertThat(c.captured()).containsExactly(product.node().in(1));
    assertThat(c.body().nodes()).hasSize(3);
  }

  @Test
  void constantsStayInside() {
    Closure c = Closure.of(List.of(h), List.of(h.plus(2), Value.zeros(h.type())));
    assertThat(c.captured()).isEmpty();
  }

  @Test
  void broadcastsStayInside() {
    Value bias = Value.variable("b", TensorType.of(DType.FLOAT32, 3));
    Closure c = Closure.of(List.of(h), List.of(h.plus(bias)));
    assertThat(c.captured()).containsExactly(bias);
  }

  @Test
  void randomNumbersAreDrawnOnceOutside() {
    Value step = Value.scalar(DType.INT64, 0);
    Value random = Value.of(new RandomUniform(Shape.of(2, 3), 7), step);
    Closure c = Closure.of(List.of(h), List.of(h.times(random)));
    assertThat(c.captured()).containsExactly(random);
  }

  @Test
  void outputsMayBeCapturedAsTheyAre() {
    Closure c = Closure.of(List.of(h), List.of(weight));
    assertThat(c.captured()).containsExactly(weight);
    assertThat(c.body().outputs()).containsExactly(c.body().inputs().get(1));
  }
}
