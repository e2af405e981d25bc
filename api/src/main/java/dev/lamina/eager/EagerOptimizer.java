package dev.lamina.eager;

import dev.lamina.backend.Backend;
import dev.lamina.layers.Weight;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.training.GradientStep;
import java.util.List;

/** An optimizer with its state: iterations and slots. The same numbers as in {@code fit}. */
public final class EagerOptimizer implements AutoCloseable {
  private final GradientStep step;

  EagerOptimizer(Optimizer optimizer, Backend backend) {
    this.step = new GradientStep(optimizer, backend);
  }

  /** One step: changes the weights by their gradients, in one program. */
  public void apply(List<EagerTensor> gradients, List<Weight> weights) {
    step.apply(gradients.stream().map(EagerTensor::tensor).toList(), weights);
  }

  /** Iteration, learning rate and slots, as Keras lists them. */
  public List<Weight> variables() {
    return step.variables();
  }

  public double learningRate() {
    return step.learningRate();
  }

  /** Sets a learning rate that follows no schedule. */
  public void setLearningRate(double rate) {
    step.setLearningRate(rate);
  }

  /** Frees the engine's memory; the state moves to Java memory. */
  @Override
  public void close() {
    step.close();
  }
}
