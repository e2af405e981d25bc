package dev.lamina.training;

import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.Weight;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.StepGraph.Kind;
import dev.lamina.training.StepGraph.Signature;
import java.util.ArrayList;
import java.util.List;

/** An optimizer's step on given gradients, for training loops of the user's own. */
public final class GradientStep implements AutoCloseable {
  private final State state = new State();
  private final OptimizerStep optimizer;
  private final double first;
  private final Backend backend;
  private Engine engine;
  private List<Weight> weights = List.of();

  public GradientStep(Optimizer optimizer, Backend backend) {
    this.optimizer = new OptimizerStep(optimizer, state);
    this.first = optimizer.learningRate().initial();
    this.backend = backend;
    this.engine = new Engine(backend);
    this.optimizer.declare();
  }

  /** Changes the weights by their gradients. */
  public void apply(List<Tensor> gradients, List<Weight> to) {
    if (gradients.size() != to.size()) {
      throw new IllegalArgumentException(
          "apply: expected a gradient per weight, got %d for %d weights"
              .formatted(gradients.size(), to.size()));
    }
    for (int i = 0; i < to.size(); i++) {
      if (!gradients.get(i).type().equals(to.get(i).type())) {
        throw new IllegalArgumentException(
            "apply: the gradient of %s must be %s, got %s"
                .formatted(to.get(i).path(), to.get(i).type(), gradients.get(i).type()));
      }
    }
    if (!weights.equals(to)) {
      // Programs are per list of weights; the state stays.
      engine.close();
      engine = new Engine(backend);
      weights = List.copyOf(to);
    }
    var signature =
        new Signature(
            Kind.TRAIN, gradients.stream().map(Tensor::type).toList(), List.of(), List.of());
    Engine.Compiled program = engine.acquire(signature, s -> write());
    try {
      engine.run(program, gradients);
    } finally {
      program.release();
    }
  }

  private StepGraph write() {
    var b = new StepGraph.Builder();
    var gradients = new ArrayList<Value>();
    weights.forEach(w -> gradients.add(b.input("gradient", w.type())));
    List<Value> variables = weights.stream().map(b::variable).toList();
    optimizer.write(b, weights, variables, variables, optimizer.scaledGradients(b, gradients));
    return b.build();
  }

  /** Iteration, learning rate and slots, as Keras lists them. */
  public List<Weight> variables() {
    return state.weights();
  }

  /** The rate of the next step; of a schedule, its first one. */
  public double learningRate() {
    return optimizer.learningRate().map(w -> w.value().item()).orElse(first);
  }

  /**
   * Sets the learning rate.
   *
   * @throws IllegalStateException if the optimizer follows a schedule
   */
  public void setLearningRate(double rate) {
    optimizer
        .learningRate()
        .orElseThrow(
            () -> new IllegalStateException("learning rate: follows a schedule and cannot be set"))
        .set(Tensor.scalar(DType.FLOAT32, rate));
  }

  @Override
  public void close() {
    engine.close();
    state.weights().forEach(Weight::moveToHost);
    weights.forEach(Weight::moveToHost);
  }
}
