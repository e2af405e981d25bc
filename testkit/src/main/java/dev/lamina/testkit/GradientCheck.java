package dev.lamina.testkit;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;

/**
 * Compares gradients with finite differences in float64. The outputs are summed with fixed random
 * weights to a loss L; along a random direction d of ±1 the slope by a central difference of fourth
 * order, (8 (L(x + hd) - L(x - hd)) - (L(x + 2hd) - L(x - 2hd))) / 12h, must be ∇L · d.
 */
public final class GradientCheck {
  private static final double STEP = 1e-4;
  private static final double TOLERANCE = 1e-6;
  private static final int DIRECTIONS = 3;

  private final Backend backend;

  /** {@code backend} must compute in float64. */
  public GradientCheck(Backend backend) {
    this.backend = backend;
  }

  /** Checks a differentiable case; fails as a JUnit assertion. */
  public void check(OpCase c) {
    Graph graph = c.graph(DType.FLOAT64);
    List<Tensor> inputs = Runner.cast(c.inputs(), DType.FLOAT64);
    check(c.toString(), graph, inputs);
  }

  /** Checks the gradient of all floating outputs of a graph without variables. */
  public void check(String what, Graph graph, List<Tensor> inputs) {
    Graph losses = withGradients(graph);
    try (Program p = backend.compile(losses);
        Program lossOnly =
            backend.compile(Graph.of(graph.inputs(), losses.outputs().subList(0, 1)))) {
      List<Tensor> gradients = p.run(inputs, List.of());
      for (int seed = 0; seed < DIRECTIONS; seed++) {
        List<double[]> direction = direction(inputs, seed);
        double expected = slope(lossOnly, inputs, direction);
        double got = product(gradients.subList(1, gradients.size()), inputs, direction);
        double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(got)));
        Assertions.assertTrue(
            Math.abs(expected - got) <= TOLERANCE * scale,
            () -> "%s: finite differences give %s, the gradient %s".formatted(what, expected, got));
      }
    }
  }

  /** Checks that a case's gradient is that of its lowering. */
  public void checkLowering(OpCase c) {
    Graph graph = c.graph(DType.FLOAT64);
    List<Tensor> inputs = Runner.cast(c.inputs(), DType.FLOAT64);
    List<Tensor> own = Runner.run(backend, withGradients(graph), inputs);
    Graph lowered = withGradients(Lowering.apply(graph, n -> false));
    List<Tensor> through = Runner.run(backend, lowered, inputs);
    for (int i = 0; i < own.size(); i++) {
      Closeness.assertClose(c + " result " + i, through.get(i), own.get(i), 1e-9);
    }
  }

  /** The loss and its gradients with respect to the floating inputs. */
  static Graph withGradients(Graph graph) {
    var random = new Random(5);
    Value loss = Value.scalar(floating(graph), 0);
    for (Value out : graph.outputs()) {
      if (out.dtype() == loss.dtype()) {
        double[] weights = random.doubles(out.shape().intSize(), -1, 1).toArray();
        Tensor w = Tensor.wrap(weights, out.shape()).cast(out.dtype());
        Value weighted = out.times(Value.constant(w));
        loss = loss.plus(out.rank() == 0 ? weighted : weighted.sum());
      }
    }
    List<Value> wrt = graph.inputs().stream().filter(v -> v.dtype().isFloating()).toList();
    var all = new ArrayList<Value>();
    all.add(loss);
    all.addAll(Autodiff.gradients(loss, wrt));
    return Graph.of(graph.inputs(), all);
  }

  private static DType floating(Graph graph) {
    return graph.outputs().stream()
        .map(Value::dtype)
        .filter(DType::isFloating)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("gradient check: no floating output"));
  }

  private static List<double[]> direction(List<Tensor> inputs, int seed) {
    var random = new Random(seed);
    return inputs.stream()
        .map(t -> random.doubles(t.size()).map(d -> d < 0.5 ? -1 : 1).toArray())
        .toList();
  }

  private static double slope(Program loss, List<Tensor> inputs, List<double[]> direction) {
    double one = at(loss, inputs, direction, STEP) - at(loss, inputs, direction, -STEP);
    double two = at(loss, inputs, direction, 2 * STEP) - at(loss, inputs, direction, -2 * STEP);
    return (8 * one - two) / (12 * STEP);
  }

  private static double at(
      Program loss, List<Tensor> inputs, List<double[]> direction, double step) {
    var moved = new ArrayList<Tensor>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor t = inputs.get(i);
      if (t.dtype().isFloating()) {
        double[] values = t.toDoubles();
        for (int j = 0; j < values.length; j++) {
          values[j] += step * direction.get(i)[j];
        }
        t = Tensor.wrap(values, t.shape());
      }
      moved.add(t);
    }
    return loss.run(moved, List.of()).get(0).item();
  }

  private static double product(
      List<Tensor> gradients, List<Tensor> inputs, List<double[]> direction) {
    double sum = 0;
    int at = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).dtype().isFloating()) {
        double[] g = gradients.get(at++).toDoubles();
        for (int j = 0; j < g.length; j++) {
          sum += g[j] * direction.get(i)[j];
        }
      }
    }
    return sum;
  }
}
