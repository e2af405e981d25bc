package dev.lamina.backend.dl4j;

import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Tensor;

/** Uniform random numbers, made in Java because they must be equal on every engine. */
record RandomFill(long key, Array step, Array out) implements Step {
  @Override
  public void run() {
    float[] values = Philox.uniform(key, step.read().getLong(0), out.shape().intSize());
    out.write(Tensor.wrap(values, out.shape()));
  }
}
