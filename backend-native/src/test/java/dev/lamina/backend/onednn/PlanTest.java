package dev.lamina.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.backend.BackendConfig;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is fused, what is copied, and how much memory a plan needs. */
class PlanTest {
  private static final NativeBackend BACKEND = new NativeBackend(BackendConfig.standard());

  private static Value input(int... dims) {
    return Value.input("x", TensorType.of(DType.FLOAT32, dims));
  }

  private static Value variable(String name, int... dims) {
    return Value.variable(name, TensorType.of(DType.FLOAT32, dims));
  }

  private static Plan plan(Graph g) {
    try (NativeProgram p = BACKEND.compile(g)) {
      return p.plan();
    }
  }

  private static List<String> steps(Graph g) {
    return plan(g).describe().lines().toList();
  }

  @Test
  void aDenseLayerIsOnePrimitive() {
    Value x = input(32, 100);
    Value w = variable("w", 100, 200);
    Value b = variable("b", 200);
    Value y = x.matmul(w).plus(b).relu().times(2).plus(input(32, 200));
    Value residual = y.node().in(1);
    assertThat(steps(new Graph(List.of(x, residual), List.of(w, b), List.of(y), List.of())))
        .singleElement()
        .asString()
        .startsWith("matmul [32, 200] +4");
  }

  @Test
  void aConvolutionTakesItsBiasAndActivation() {
    Value x = input(2, 8, 8, 16);
    Value w = variable("w", 3, 3, 16, 32);
    Value b = variable("b", 32);
    var window = new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));
    Value y = Value.of(new Conv(window, 1), x, w).plus(b).relu();
    assertThat(steps(new Graph(List.of(x), List.of(w, b), List.of(y), List.of())))
        .hasSize(2)
        .anyMatch(s -> s.startsWith("reorder kernel"))
        .anyMatch(s -> s.startsWith("conv [2, 8, 8, 32] +2"));
  }

  @Test
  void aChainOfElementwiseOpsIsOnePrimitive() {
    Value x = input(64, 100);
    Value y = x.times(x).plus(1).sqrt().times(input(100));
    Value scale = y.node().in(1);
    assertThat(steps(Graph.of(List.of(x, scale), List.of(y))))
        .singleElement()
        .asString()
        .startsWith("binary [64, 100]");
  }

  @Test
  void smallElementwiseOpsAreOneLoopEvenIfTheyBranch() {
    Value x = input(5);
    Value a = x.exp();
    Value y = a.plus(1).div(a.minus(2)).gt(0).select(a, x);
    assertThat(steps(Graph.of(List.of(x), List.of(y, a)))).containsExactly("pointwise[6] [5]");
  }

  @Test
  void scalarsOfAllKindsAreOneLoop() {
    Value a = variable("a");
    Value b = variable("b");
    Value n = Value.variable("n", TensorType.of(DType.INT64));
    var updates =
        List.of(
            new Graph.Update(a, a.plus(1)),
            new Graph.Update(b, b.times(2)),
            new Graph.Update(n, n.plus(1)));
    assertThat(steps(new Graph(List.of(), List.of(a, b, n), List.of(), updates)))
        .containsExactly("pointwise[3] []");
  }

  @Test
  void adamIsThreePrimitivesInPlace() {
    Value g = input(100, 100);
    Value alpha = Value.input("alpha", TensorType.of(DType.FLOAT32));
    Value w = variable("w", 100, 100);
    Value m = variable("m", 100, 100);
    Value v = variable("v", 100, 100);
    Node adam = Node.of(new AdamUpdate(0.9, 0.999, 1e-7), List.of(w, m, v, g, alpha));
    var updates =
        List.of(
            new Graph.Update(w, adam.result(0)),
            new Graph.Update(m, adam.result(1)),
            new Graph.Update(v, adam.result(2)));
    Plan p = plan(new Graph(List.of(g, alpha), List.of(w, m, v), List.of(), updates));
    assertThat(p.steps()).hasSize(3);
    assertThat(p.arenaBytes()).isLessThan(2 * g.type().bytes());
  }

  @Test
  void anUpdateWaitsForTheReadersOfTheOldValue() {
    Value w = variable("w", 10);
    Value y = w.exp().sum();
    Graph g =
        new Graph(List.of(), List.of(w), List.of(y), List.of(new Graph.Update(w, w.times(2))));
    assertThat(steps(g)).noneMatch(s -> s.startsWith("copy"));
  }

  @Test
  void swappedVariablesAreCopied() {
    Value a = variable("a", 10);
    Value b = variable("b", 10);
    var updates = List.of(new Graph.Update(a, b), new Graph.Update(b, a));
    assertThat(steps(new Graph(List.of(), List.of(a, b), List.of(), updates)))
        .hasSize(4)
        .allMatch(s -> s.startsWith("copy"));
  }

  @Test
  void reshapesAndContiguousSlicesAreNoSteps() {
    Value x = input(4, 6);
    Value y = x.reshape(6, 4).slice(0, 2, 5);
    assertThat(steps(Graph.of(List.of(x), List.of(y)))).isEmpty();
  }

  @Test
  void metricsTakeTheSoftmaxOfTheLoss() {
    Value x = input(8, 3);
    Value labels = Value.input("labels", TensorType.of(DType.INT32, 8));
    Node loss = Node.of(new SparseSoftmaxCrossEntropy(), List.of(x, labels));
    Value softmax = Value.of(new Softmax(1), x);
    Graph g = Graph.of(List.of(x, labels), List.of(loss.result(0), softmax.argmax(1)));
    assertThat(steps(g)).noneMatch(s -> s.startsWith("softmax"));
  }

  @Test
  void aDeepChainNeedsTheMemoryOfAFewValues() {
    Value x = input(64, 64);
    Value y = x;
    for (int i = 0; i < 50; i++) {
      y = y.matmul(x).softplus().plus(y);
    }
    Plan p = plan(Graph.of(List.of(x), List.of(y)));
    assertThat(p.arenaBytes()).isLessThan(6 * x.type().bytes());
  }
}
