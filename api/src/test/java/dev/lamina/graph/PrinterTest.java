package dev.lamina.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.TopK;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {
  @Test
  void aGraphReadsAsText() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 2, 3));
    Value w = Value.variable("dense/kernel", TensorType.of(DType.FLOAT32, 3, 4));
    Value h = x.matmul(w);
    Value loss = h.square().sum();
    Graph g =
        new Graph(
            List.of(x), List.of(w), List.of(loss), List.of(new Graph.Update(w, w.times(0.5))));
    assertThat(g)
        .hasToString(
            """
            %0: f32[2, 3] = input{x, f32[2, 3]}
            %1: f32[3, 4] = variable{dense/kernel, f32[3, 4]}
            %2: f32[2, 4] = mat_mul{false, false} %0 %1
            %3: f32[2, 4] = unary{SQUARE} %2
            %4: f32[] = reduce{SUM, [0, 1], false} %3
            %5: f32[] = constant{f32[] {0.5}}
            %6: f32[3, 4] = binary{MUL} %1 %5
            update %1 <- %6
            return %4
            """);
  }

  @Test
  void severalResultsAndNestedAttributes() {
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 1, 5, 2));
    Value k = Value.input("k", TensorType.of(DType.FLOAT32, 3, 2, 4));
    Window w = new Window(List.of(2), List.of(1), List.of(0), List.of(1));
    Value y = Value.of(new Conv(w, 1), x, k);
    Node top = Node.of(new TopK(2), List.of(y));
    assertThat(Graph.of(List.of(x, k), List.of(top.result(1))))
        .hasToString(
            """
            %0: f32[1, 5, 2] = input{x, f32[1, 5, 2]}
            %1: f32[3, 2, 4] = input{k, f32[3, 2, 4]}
            %2: f32[1, 2, 4] = conv{Window[[2], [1], [0], [1]], 1} %0 %1
            %3: f32[1, 2, 2], %4: i32[1, 2, 2] = top_k{2} %2
            return %4
            """);
  }
}
