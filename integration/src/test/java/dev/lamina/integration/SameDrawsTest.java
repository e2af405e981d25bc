package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.backend.Backends;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Passes;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.ops.Randoms;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.testkit.LayerCase;
import dev.lamina.testkit.LayerTable;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One seed, the same draws on every engine: {@link Randoms}, and image layers in training. */
class SameDrawsTest {
  private static final Shape SHAPE = Shape.of(3, 50);

  @Test
  void numbers() {
    Randoms r = Randoms.of(11);
    Value half = Value.scalar(DType.FLOAT32, 0.5);
    Value slope = Value.constant(Tensor.of(new float[][] {{0, 1, 2}, {3, 0, 1}}));
    List<Value> exact =
        List.of(
            r.uniform(SHAPE),
            r.randint(SHAPE, -5, 90),
            r.bernoulli(SHAPE, 0.3).cast(DType.INT32),
            r.shuffle(r.uniform(SHAPE), 1),
            r.dropout(Value.full(new TensorType(DType.FLOAT32, SHAPE), 1), 0.5),
            r.binomial(SHAPE, 7, half));
    List<Value> close =
        List.of(
            r.normal(SHAPE, 1, 2),
            r.truncatedNormal(SHAPE, 0, 1),
            r.gamma(SHAPE, half),
            r.beta(SHAPE, half, half),
            r.categorical(slope, 40).cast(DType.FLOAT32));
    same(Graph.of(List.of(), exact), List.of(), 0);
    // Logarithms and cosines differ in the last digits.
    same(Graph.of(List.of(), close), List.of(), 1e-4);
  }

  @Test
  void images() {
    int layers = 0;
    for (LayerCase c : LayerTable.all()) {
      Layer layer = c.layer();
      boolean random = layer.kerasName().startsWith("Random") || layer.kerasName().endsWith("Mix");
      if (random
          && layer.getClass().getPackageName().endsWith(".image")
          && c.inputs().size() == 1) {
        images(layer, c.inputs().get(0).type());
        layers++;
      }
    }
    assertThat(layers).isGreaterThan(20);
  }

  private static void images(Layer layer, TensorType type) {
    if (!type.dtype().isFloating()) {
      return;
    }
    Value x = Value.input("x", type);
    var tracer = new Tracer(true, 5, Value.scalar(DType.INT64, 3));
    List<Value> outputs = tracer.trace(Shared.of(layer), List.of(x)).outputs();
    float[] pixels = new float[type.shape().intSize()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (127 + 120 * Math.sin(0.7 * i));
    }
    // Of 255: weights between pixels differ in their last digits.
    same(Graph.of(List.of(x), outputs), List.of(Tensor.wrap(pixels, type.shape())), 0.05);
  }

  private static void same(Graph graph, List<Tensor> inputs, double tolerance) {
    List<List<Tensor>> got = new ArrayList<>();
    for (String engine : Engines.ALL) {
      try (Program p = Backends.get(engine).compile(Passes.standard(graph))) {
        got.add(p.run(inputs, List.of()));
      }
    }
    List<Tensor> want = got.get(Engines.ALL.indexOf("java"));
    for (int e = 0; e < got.size(); e++) {
      for (int i = 0; i < want.size(); i++) {
        assertThat(got.get(e).get(i).toDoubles())
            .as("%s, output %d of%n%s", Engines.ALL.get(e), i, graph)
            .containsExactly(want.get(i).toDoubles(), within(tolerance));
      }
    }
  }
}
