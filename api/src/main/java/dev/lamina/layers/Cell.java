package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a recurrence, which {@link RNN} runs over time. Implement it as a record, as any
 * layer:
 *
 * <pre>{@code
 * record MinimalCell(int units) implements Cell {
 *   public List<Shape> stateShapes(Shape x) {
 *     return List.of(Shape.of(x.dim(0), units));
 *   }
 *
 *   public Step step(Scope scope, Value x, List<Value> states) {
 *     Value kernel = scope.param("kernel", Shape.of(x.dim(-1), units), GlorotUniform.of());
 *     Value recurrent = scope.param("recurrent_kernel", Shape.of(units, units), Orthogonal.of());
 *     Value h = x.matmul(kernel).plus(states.get(0).matmul(recurrent)).tanh();
 *     return new Step(h, List.of(h));
 *   }
 * }
 * }</pre>
 *
 * <p>The step is written once and runs at every time step. What does not depend on x and the states
 * is computed once for the whole sequence: random numbers, so a dropout mask is the same for all
 * steps. A cell can neither update weights nor add losses.
 *
 * <p>As a layer of its own it is called on x and the states and returns the output and the new
 * states.
 */
public interface Cell extends Layer {
  /** The output of a step, and the states for the next one. */
  record Step(Value output, List<Value> states) {
    public Step {
      states = List.copyOf(states);
    }
  }

  /** The shapes of the states [batch, …] for a step's x [batch, …]. */
  List<Shape> stateShapes(Shape x);

  /** The shape of the output [batch, …]: by default that of the first state. */
  default Shape outputShape(Shape x) {
    return stateShapes(x).get(0);
  }

  /** Writes one step into the graph. */
  Step step(Scope scope, Value x, List<Value> states);

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    Value x = Check.floating(scope, inputs.get(0));
    List<Value> states = inputs.subList(1, inputs.size());
    List<Shape> shapes = stateShapes(x.shape());
    Check.that(
        states.stream().map(Value::shape).toList().equals(shapes),
        "%s (%s): expected after x %s the states of shapes %s, got %s",
        scope.path(),
        kerasName(),
        x.shape(),
        shapes,
        states.stream().map(Value::shape).toList());
    Step step = step(scope, x, states.stream().map(s -> s.cast(x.dtype())).toList());
    var out = new ArrayList<>(List.of(step.output()));
    out.addAll(step.states());
    return List.copyOf(out);
  }

  /** The cell that a layer is, with or without a name of its own. */
  static Cell of(String where, Layer layer) {
    if (Configured.of(layer).layer() instanceof Cell c) {
      return c;
    }
    throw new IllegalArgumentException(
        "%s: expected a cell, such as LSTMCell, got %s".formatted(where, layer.kerasName()));
  }
}
