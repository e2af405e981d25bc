package dev.lamina.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.CommonSubexpressions;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.graph.pass.Passes;
import dev.lamina.graph.pass.Rewriter;
import dev.lamina.graph.pass.Simplify;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Passes do not change values: random graphs, their gradients, and all op cases. */
class PassesTest {
  private static final Map<String, UnaryOperator<Graph>> PASSES =
      Map.of(
          "simplify", Simplify::apply,
          "common subexpressions", CommonSubexpressions::apply,
          "lowering", g -> Lowering.apply(g, n -> false),
          "standard", Passes::standard,
          "rewriter", PassesTest::renamed);

  @TestFactory
  Stream<DynamicTest> randomGraphsKeepTheirValues() {
    return PASSES.entrySet().stream()
        .flatMap(
            pass ->
                LongStream.range(0, 100)
                    .mapToObj(
                        seed ->
                            dynamicTest(
                                pass.getKey() + ", seed " + seed,
                                () -> {
                                  Graph g = RandomGraphs.graph(seed, DType.FLOAT64);
                                  List<Tensor> in = RandomGraphs.inputs(g, seed);
                                  keepsValues(g, pass.getValue(), in);
                                  keepsValues(GradientCheck.withGradients(g), pass.getValue(), in);
                                })));
  }

  @TestFactory
  Stream<DynamicTest> opCasesKeepTheirValues() {
    return OpCases.all().stream()
        .map(
            c ->
                dynamicTest(
                    c.toString(),
                    () -> {
                      Graph g = c.graph(DType.FLOAT64);
                      keepsValues(
                          c.differentiable() ? GradientCheck.withGradients(g) : g,
                          Passes::standard,
                          Runner.cast(c.inputs(), DType.FLOAT64));
                    }));
  }

  private static void keepsValues(Graph g, UnaryOperator<Graph> pass, List<Tensor> in) {
    List<Tensor> want = Runner.run(Backends.get("java"), g, in);
    List<Tensor> got = Runner.run(Backends.get("java"), pass.apply(g), in);
    for (int i = 0; i < want.size(); i++) {
      Closeness.assertClose("output " + i + " of\n" + g, want.get(i), got.get(i), 1e-10);
    }
  }

  /** Fresh inputs in place of the old ones. */
  private static Graph renamed(Graph g) {
    var fresh = new ArrayList<Value>();
    var map = new HashMap<Value, Value>();
    for (Value in : g.inputs()) {
      Value f = Value.input("fresh", in.type());
      fresh.add(f);
      map.put(in, f);
    }
    var rewriter = new Rewriter(map);
    return Graph.of(fresh, g.outputs().stream().map(rewriter::value).toList());
  }
}
