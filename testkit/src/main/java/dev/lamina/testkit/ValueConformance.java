package dev.lamina.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The numbers: ops in every dtype, gradients, random graphs, compared with the java engine. */
abstract class ValueConformance {
  /** The engine under test. */
  protected abstract Backend backend();

  /** How far results in a dtype may be from the oracle's, relative to 1 + |expected|. */
  protected double tolerance(DType dtype) {
    return Closeness.tolerance(dtype);
  }

  /** How many random graphs are tried. */
  protected int randomGraphs() {
    return 200;
  }

  /** The first random graph's seed, {@code -Dlamina.seed}: another one tries other graphs. */
  protected long seed() {
    return Long.getLong("lamina.seed", 0);
  }

  private static Backend oracle() {
    return Backends.get("java");
  }

  final void assumeSupported(Graph graph) {
    List<Unsupported> missing = backend().unsupported(graph);
    assumeTrue(
        missing.isEmpty(), () -> missing.stream().map(Unsupported::reason).toList().toString());
  }

  /** Every op case in every floating dtype. */
  @TestFactory
  Stream<DynamicTest> opCases() {
    return OpCases.all().stream()
        .flatMap(
            c ->
                floating(c)
                    .map(
                        d ->
                            dynamicTest(
                                d.keras() + " " + c,
                                () -> compare(c.toString(), c::graph, c.inputs(), d))));
  }

  /** Every op case in bool and every integer dtype in which the op's type rule allows it. */
  @TestFactory
  Stream<DynamicTest> integerOpCases() {
    return OpCases.all().stream()
        .flatMap(
            c ->
                Stream.of(DType.INT32, DType.INT64, DType.UINT8, DType.BOOL)
                    .filter(c::exists)
                    .map(d -> dynamicTest(d.keras() + " " + c, () -> exact(c, d))));
  }

  private void exact(OpCase c, DType dtype) {
    Graph graph = c.graph(dtype);
    assumeSupported(graph);
    List<Tensor> in = c.inputs(dtype);
    List<Tensor> want;
    try {
      want = Runner.run(oracle(), graph, in);
    } catch (IllegalArgumentException e) {
      // Division by zero, a negative power.
      assertThrows(RuntimeException.class, () -> Runner.run(backend(), graph, in), e.getMessage());
      return;
    }
    assertClose(c.toString(), graph, want, Runner.run(backend(), graph, in), DType.FLOAT32);
  }

  /** The gradient of every differentiable op case: the gradient ops as training uses them. */
  @TestFactory
  Stream<DynamicTest> opGradients() {
    return OpCases.all().stream()
        .filter(OpCase::differentiable)
        .map(
            c ->
                dynamicTest(
                    c.toString(),
                    () ->
                        compare(
                            c + " gradient",
                            d -> GradientCheck.withGradients(c.graph(d)),
                            c.inputs(),
                            DType.FLOAT32)));
  }

  @TestFactory
  Stream<DynamicTest> randomGraphsAgree() {
    return LongStream.range(seed(), seed() + randomGraphs())
        .mapToObj(
            seed ->
                dynamicTest(
                    "seed " + seed,
                    () -> RandomGraphs.check(backend(), seed, tolerance(DType.FLOAT32))));
  }

  private static Stream<DType> floating(OpCase c) {
    boolean none = c.args().stream().noneMatch(a -> a.type().dtype().isFloating());
    return none
        ? Stream.of(DType.FLOAT32)
        : Stream.of(DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16, DType.FLOAT16);
  }

  /** A graph that exists in every floating dtype. */
  private interface Form {
    Graph in(DType floating);
  }

  private void compare(String what, Form form, List<Tensor> inputs, DType dtype) {
    Graph graph = form.in(dtype);
    assumeSupported(graph);
    List<Tensor> given = Runner.cast(inputs, dtype);
    List<Tensor> want =
        Runner.run(oracle(), form.in(DType.FLOAT64), Runner.cast(given, DType.FLOAT64));
    assertClose(what, graph, want, Runner.run(backend(), graph, given), dtype);
  }

  private void assertClose(
      String what, Graph graph, List<Tensor> want, List<Tensor> got, DType dtype) {
    assertEquals(want.size(), got.size(), what + ": number of results");
    for (int i = 0; i < got.size(); i++) {
      assertEquals(graph.outputTypes().get(i), got.get(i).type(), what + ": type of result " + i);
      // Where a case fixes a narrower dtype than the one it runs in, that one sets the bound.
      DType narrow =
          got.get(i).dtype() == DType.FLOAT32 && dtype == DType.FLOAT64 ? DType.FLOAT32 : dtype;
      Closeness.assertClose(what + ": result " + i, want.get(i), got.get(i), tolerance(narrow));
    }
  }
}
