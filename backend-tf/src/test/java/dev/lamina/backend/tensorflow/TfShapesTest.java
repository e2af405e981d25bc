package dev.lamina.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranks beyond TensorFlow's own limits, other dtypes, empty tensors: equal to the java engine. */
class TfShapesTest {
  private static Tensor count(DType dtype, int... dims) {
    int n = Shape.of(dims).intSize();
    return Tensor.wrap(IntStream.range(0, n).map(i -> i * 7 % 11).toArray(), Shape.of(dims))
        .cast(dtype);
  }

  private static void same(List<Tensor> in, Function<List<Value>, List<Value>> build) {
    var inputs = new ArrayList<Value>();
    in.forEach(t -> inputs.add(Value.input("x" + inputs.size(), t.type())));
    Graph g = Graph.of(inputs, build.apply(inputs));
    assertThat(run(Backends.get("tensorflow"), g, in)).isEqualTo(run(Backends.get("java"), g, in));
  }

  private static List<Tensor> run(Backend backend, Graph g, List<Tensor> in) {
    try (Program p = backend.compile(g)) {
      return p.run(in, List.of());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64", "INT32", "INT64", "UINT8"})
  void nineAxes(DType dtype) {
    int[] odd = {2, 1, 2, 1, 2, 1, 2, 1, 2};
    int[] even = {1, 2, 1, 2, 1, 2, 1, 2, 1};
    int[] full = {2, 2, 2, 2, 2, 2, 2, 2, 2};
    int[] alternating = {1, 0, 1, 0, 1, 0, 1, 0, 1};
    int[] twoOne = {2, 1, 2, 1, 2, 1, 2, 1, 2};
    same(
        List.of(count(dtype, odd), count(dtype, even)),
        x ->
            List.of(
                x.get(0).plus(x.get(1)),
                x.get(0).gt(x.get(1)),
                x.get(0).broadcastTo(Shape.of(full))));
    same(
        List.of(count(dtype, full)),
        x ->
            List.of(
                x.get(0).pad(alternating, new int[9], 3),
                x.get(0).reverse(0, 2, 8),
                x.get(0).slice(alternating, full, twoOne),
                x.get(0).sum(0, 2, 4, 6, 8),
                x.get(0).transpose(8, 0, 7, 1, 6, 2, 5, 3, 4)));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64", "INT32", "INT64", "UINT8"})
  void elementwise(DType dtype) {
    Tensor a = count(dtype, 3, 4);
    Tensor b = count(dtype, 4).cast(DType.INT32);
    Tensor positive = Tensor.of(IntStream.of(b.toInts()).map(i -> i % 3 + 1).toArray()).cast(dtype);
    same(
        List.of(a, positive),
        x -> {
          Value p = x.get(0);
          Value q = x.get(1);
          return List.of(
              p.plus(q),
              p.minus(q),
              p.times(q),
              p.div(q),
              p.pow(q),
              p.max(q),
              p.min(q),
              p.negate(),
              p.abs(),
              p.sign(),
              p.square(),
              p.relu(),
              p.sum(0),
              p.argmax(1));
        });
  }

  @Test
  void emptyTensors() {
    same(
        List.of(count(DType.FLOAT32, 2, 3, 0), count(DType.FLOAT32, 0, 4)),
        x ->
            List.of(
                x.get(0).matmul(x.get(1)),
                x.get(0).sum(2),
                x.get(1).transpose(1, 0),
                x.get(1).plus(1)));
  }
}
