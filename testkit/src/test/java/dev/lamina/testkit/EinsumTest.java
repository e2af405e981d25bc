package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Einsum;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sum convention by values that NumPy's einsum gives for 0, 1, 2, … as elements. */
class EinsumTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ab,bc->ac     | 2x3 3x2     | 2x2 | 10 13 28 40",
        "ab,bc         | 2x3 3x2     | 2x2 | 10 13 28 40",
        "ab,cb->ca     | 2x3 2x3     | 2x2 | 5 14 14 50",
        "ab,ab->a      | 2x3 2x3     | 2   | 5 50",
        "ab,ab->       | 2x3 2x3     |     | 55",
        "ab,ab->ba     | 2x3 2x3     | 3x2 | 0 9 1 16 4 25",
        "i,j->ij       | 2 3         | 2x3 | 0 0 0 0 1 2",
        "ab->b         | 2x3         | 3   | 3 5 7",
        "ba            | 2x3         | 3x2 | 0 3 1 4 2 5",
        "ii            | 3x3         |     | 12",
        "ii->i         | 3x3         | 3   | 0 4 8",
        "iji->j        | 2x2x2       | 2   | 5 9",
        "...a,ab->...b | 2x2x2 2x2   | 2x2x2 | 2 3 6 11 10 19 14 27",
        "a...->...     | 3x2         | 2   | 6 9",
        "...,...       | 2x1 3       | 2x3 | 0 0 0 0 1 2",
        "ab,bc,c->a    | 2x2 2x2 2   | 2   | 3 11",
        "a,b,c->cab    | 2 2 2       | 2x2x2 | 0 0 0 0 0 0 0 1",
      })
  void values(String equation, String inputs, String shape, String expected) {
    List<Tensor> x = List.of(inputs.split(" ")).stream().map(EinsumTest::counting).toList();
    List<Value> in =
        x.stream().map(t -> Value.input("x", new TensorType(DType.FLOAT64, t.shape()))).toList();
    Graph graph = Graph.of(in, List.of(Value.of(new Einsum(equation), in)));
    Tensor y = Runner.run(Backends.get("java"), graph, x).get(0);
    assertThat(y.shape()).isEqualTo(shape == null ? Shape.scalar() : shape(shape));
    assertThat(y.toDoubles())
        .containsExactly(
            List.of(expected.split(" ")).stream().mapToDouble(Double::parseDouble).toArray());
  }

  private static Shape shape(String s) {
    return Shape.of(List.of(s.split("x")).stream().map(Integer::valueOf).toList());
  }

  private static Tensor counting(String s) {
    Shape shape = shape(s);
    double[] values = new double[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.wrap(values, shape);
  }

  @Test
  void refusesWhatIsNoEquation() {
    assertThatThrownBy(() -> new Einsum("a1,bc->ac"))
        .hasMessageContainingAll("einsum: expected terms of letters", "'a1'");
    assertThatThrownBy(() -> new Einsum("ab,bc->ad"))
        .hasMessageContainingAll("every letter of the output", "'d'");
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 2, 3));
    assertThatThrownBy(() -> Value.of(new Einsum("ab,bc->ac"), x, x))
        .hasMessageContainingAll("einsum: sizes of one letter differ", "3 and 2");
    assertThatThrownBy(() -> Value.of(new Einsum("abc->a"), x))
        .hasMessageContainingAll("term 'abc'", "does not fit an input of shape [2, 3]");
    assertThatThrownBy(() -> Value.of(new Einsum("ab,bc->ac"), x))
        .hasMessageContaining("has 2 terms, got 1 inputs");
  }
}
