package dev.lamina.graph.op;

import dev.lamina.graph.Value;

/** What a gradient rule reads and writes: result gradients in, input gradients out. */
public interface Vjp {
  /** Whether anything depends on this result; if not, {@link #grad} is zeros. */
  boolean has(int result);

  /** Gradient with respect to a result, of the result's type. */
  Value grad(int result);

  /** Gradient with respect to the first result. */
  default Value grad() {
    return grad(0);
  }

  /** Whether the gradient with respect to this input is needed at all. */
  boolean wants(int input);

  /** Adds to an input's gradient; a shape that the input was broadcast to is summed back. */
  void give(int input, Value gradient);
}
