package dev.lamina.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Composite;
import dev.lamina.graph.op.Lstm;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Softmax;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassesTest {
  private final Value x = Value.input("x", TensorType.of(DType.FLOAT32, 2, 3));

  private Value simplified(Value v) {
    return Passes.standard(Graph.of(List.of(x), List.of(v))).outputs().get(0);
  }

  @Test
  void neutralElementsDisappear() {
    assertThat(simplified(x.plus(0))).isSameAs(x);
    assertThat(simplified(x.minus(0))).isSameAs(x);
    assertThat(simplified(x.times(1).div(1).pow(1))).isSameAs(x);
    assertThat(simplified(Value.zeros(x.type()).plus(x))).isSameAs(x);
    assertThat(simplified(x.negate().negate())).isSameAs(x);
    assertThat(simplified(x.gt(0).select(x, x))).isSameAs(x);
  }

  @Test
  void aNeutralElementThatBroadcastsStays() {
    Value larger = x.plus(Value.zeros(TensorType.of(DType.FLOAT32, 4, 2, 3)));
    assertThat(simplified(larger).shape()).isEqualTo(Shape.of(4, 2, 3));
  }

  @Test
  void chainsOfReshapesAndTransposesAreOne() {
    assertThat(simplified(x.reshape(6).reshape(3, 2).reshape(2, 3))).isSameAs(x);
    assertThat(simplified(x.transpose(1, 0).transpose(1, 0))).isSameAs(x);
  }

  @Test
  void broadcastsThatAnOpDoesItselfDisappear() {
    Value row = x.sum(0).broadcastTo(Shape.of(2, 3));
    assertThat(simplified(x.plus(row)).node().in(1).shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void equalThingsAreComputedOnce() {
    Graph g = Graph.of(List.of(x), List.of(x.exp().plus(1), x.exp().plus(1)));
    Graph once = CommonSubexpressions.apply(g);
    assertThat(once.outputs().get(0)).isSameAs(once.outputs().get(1));
    assertThat(once.nodes()).hasSize(4);
  }

  @Test
  void loweringLeavesOnlyWhatIsKept() {
    Value y = Value.of(new Softmax(1), Value.of(new Silu(), x));
    Graph g = Graph.of(List.of(x), List.of(y));
    assertThat(Lowering.apply(g, n -> false).nodes()).noneMatch(n -> n.op() instanceof Composite);
    assertThat(Lowering.apply(g, n -> n.op() instanceof Silu).nodes())
        .filteredOn(n -> n.op() instanceof Composite)
        .singleElement()
        .satisfies(n -> assertThat(n.op()).isEqualTo(new Silu()));
    assertThat(Lowering.apply(g, n -> true).outputs()).isEqualTo(g.outputs());
  }

  @Test
  void loweringReachesIntoScanBodies() {
    Value entry = Value.input("entry", TensorType.of(DType.FLOAT32, 3));
    Graph body = Graph.of(List.of(entry), List.of(Value.of(new Silu(), entry)));
    Value y = Scan.apply(body, List.of(), List.of(x), List.of(), 2, false).get(0);
    Graph lowered = Lowering.apply(Graph.of(List.of(x), List.of(y)), n -> false);
    assertThat(lowered.nodes())
        .filteredOn(n -> n.op() instanceof Scan)
        .singleElement()
        .satisfies(
            n ->
                assertThat(((Scan) n.op()).body().nodes())
                    .noneMatch(b -> b.op() instanceof Composite));
    assertThat(new Lstm(false).name()).isEqualTo("lstm");
  }

  @Test
  void rewritingReplacesAndShares() {
    Value y = x.exp();
    Value untouched = Value.scalar(DType.FLOAT32, 2).exp();
    Value z = y.plus(untouched);
    Value other = Value.input("other", x.type());
    var rewriter = new Rewriter(Map.of(x, other));
    Value now = rewriter.value(z);
    assertThat(now).isNotSameAs(z);
    assertThat(now.node().in(0).node().in(0)).isSameAs(other);
    assertThat(now.node().in(1)).isSameAs(untouched);
    assertThat(rewriter.value(z)).isSameAs(now);
    assertThat(rewriter.value(untouched)).isSameAs(untouched);
    assertThat(rewriter.value(x)).isSameAs(other);
  }
}
