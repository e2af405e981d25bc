package dev.lamina.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.op.Composite;
import dev.lamina.tensor.DType;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GradientCheckTest {
  private final GradientCheck check = new GradientCheck(Backends.get("java"));

  @TestFactory
  Stream<DynamicTest> gradientsAgreeWithFiniteDifferences() {
    return OpCases.all().stream()
        .filter(OpCase::differentiable)
        .map(c -> dynamicTest(c.toString(), () -> check.check(c)));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfCompositesAreThoseOfTheirLowering() {
    return OpCases.all().stream()
        .filter(c -> c.differentiable() && Composite.class.isAssignableFrom(c.op()))
        .map(c -> dynamicTest(c.toString(), () -> check.checkLowering(c)));
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfRandomGraphs() {
    return LongStream.range(0, 200)
        .mapToObj(
            seed ->
                dynamicTest(
                    "seed " + seed,
                    () -> {
                      Graph g = RandomGraphs.graph(seed, DType.FLOAT64);
                      check.check("seed " + seed + "\n" + g, g, RandomGraphs.inputs(g, seed));
                    }));
  }
}
