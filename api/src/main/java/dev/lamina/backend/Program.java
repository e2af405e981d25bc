package dev.lamina.backend;

import dev.lamina.tensor.Tensor;
import java.util.List;

/**
 * A compiled graph. A program whose graph has no updates is safe to run from many threads at once;
 * one with updates runs by one thread at a time.
 */
public interface Program extends AutoCloseable {
  /**
   * Runs once: reads inputs and variables, returns the outputs in Java memory, then the variables
   * hold their updated values. Inputs may be reused by the caller as soon as this returns.
   *
   * @param inputs in the order of the graph's inputs, of exactly their types
   * @param variables in the order of the graph's variables, allocated by the same engine
   */
  List<Tensor> run(List<Tensor> inputs, List<Buffer> variables);

  @Override
  void close();
}
