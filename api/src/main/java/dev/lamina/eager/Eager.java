package dev.lamina.eager;

import dev.lamina.Model;
import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.graph.Operation;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.losses.Loss;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A session of dynamic mode on an engine: operations are computed when they are called, control
 * flow is Java's own. Each operation is a small program, compiled once per operation and input
 * types and kept in a bounded cache; a whole layer or model is one operation.
 *
 * <pre>{@code
 * try (var eager = Eager.open()) {
 *   EagerTensor x = eager.of(Tensor.of(new float[] {1, 2, 3}));
 *   System.out.println(x.square().sum().item());
 * }
 * }</pre>
 *
 * <p>For use by one thread at a time.
 */
public final class Eager implements AutoCloseable {
  private final Backend backend;
  private final Programs programs;
  private final Calls calls = new Calls();
  private final long seed;
  private long draws;

  private Eager(Backend backend, long seed) {
    this.backend = backend;
    this.programs = new Programs(backend);
    this.seed = seed;
  }

  /** On the engine that configuration chooses. */
  public static Eager open() {
    return new Eager(Backends.get(), 0);
  }

  /** On the engine of this name; {@code seed}: of dropout and initial weights. */
  public static Eager open(String backend, long seed) {
    return new Eager(Backends.get(backend), seed);
  }

  /** A tensor to compute with. */
  public EagerTensor of(Tensor value) {
    return new EagerTensor(this, value, false, Optional.empty(), 0);
  }

  /** A tape that records what is computed from the tensors and weights it watches. */
  public Tape tape() {
    return new Tape(this);
  }

  /** An optimizer with its state. */
  public EagerOptimizer optimizer(Optimizer optimizer) {
    return new EagerOptimizer(optimizer, backend);
  }

  /** The only output of a layer in inference. */
  public EagerTensor call(Shared layer, EagerTensor... inputs) {
    return Calls.only(layer, call(layer, false, List.of(inputs), w -> of(w.value())).outputs());
  }

  /** The only output of a model in inference. */
  public EagerTensor call(Model model, EagerTensor... inputs) {
    return call(Shared.of(model), inputs);
  }

  /** The reduced loss, a scalar; yTrue, yPred: as the loss says. */
  public EagerTensor loss(Loss loss, EagerTensor yTrue, EagerTensor yPred) {
    return run(new LossOperation(loss), List.of(yTrue, yPred)).get(0);
  }

  /** What a call of a layer gives: its outputs, and what it adds to the loss. */
  record Called(List<EagerTensor> outputs, Optional<EagerTensor> loss) {}

  Called call(
      Shared layer,
      boolean training,
      List<EagerTensor> inputs,
      Function<Weight, EagerTensor> weights) {
    LayerOperation op = calls.of(layer, training, seed, inputs);
    var all = new ArrayList<EagerTensor>(inputs);
    all.add(of(Tensor.scalar(draws++)));
    op.weights().forEach(w -> all.add(weights.apply(w)));
    List<EagerTensor> results = run(op, all);
    for (int i = 0; i < op.updated().size(); i++) {
      op.updated().get(i).set(results.get(op.own() + i).tensor());
    }
    return new Called(
        results.subList(0, op.outputs()),
        op.own() > op.outputs() ? Optional.of(results.get(op.outputs())) : Optional.empty());
  }

  /** Computes an operation; remembers it if an input is watched. */
  List<EagerTensor> run(Operation operation, List<EagerTensor> inputs) {
    List<Tensor> values = inputs.stream().map(EagerTensor::tensor).toList();
    List<TensorType> types = values.stream().map(Tensor::type).toList();
    List<Tensor> results = programs.of(operation, types).run(values, List.of());
    boolean recorded = inputs.stream().anyMatch(EagerTensor::isRecorded);
    Optional<EagerTensor.Recorded> source =
        recorded
            ? Optional.of(new EagerTensor.Recorded(operation, inputs, results))
            : Optional.empty();
    var out = new ArrayList<EagerTensor>();
    for (int i = 0; i < results.size(); i++) {
      boolean differentiable = results.get(i).dtype().isFloating();
      out.add(
          new EagerTensor(
              this, results.get(i), false, differentiable ? source : Optional.empty(), i));
    }
    return List.copyOf(out);
  }

  /** Frees the programs; tensors stay. */
  @Override
  public void close() {
    programs.close();
  }
}
