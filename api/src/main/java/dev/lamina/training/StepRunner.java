package dev.lamina.training;

import dev.lamina.data.Dataset;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.StepGraph.Kind;
import dev.lamina.training.StepGraph.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the step of a batch; keeps the program of the last signature at hand. */
final class StepRunner implements AutoCloseable {
  private final Engine engine;
  private final StepBuilder builder;
  private final Kind kind;
  private final int inputs;
  private final Dataset like;
  private List<TensorType> types = List.of();
  private Optional<Engine.Compiled> current = Optional.empty();

  /**
   * For batches like those of a data set.
   *
   * @param inputs how many tensors of a batch the network is given
   */
  StepRunner(Engine engine, StepBuilder builder, Kind kind, int inputs, Dataset like) {
    this.engine = engine;
    this.builder = builder;
    this.kind = kind;
    this.inputs = inputs;
    this.like = like;
  }

  List<Tensor> run(List<Tensor> batch) {
    return engine.run(program(batch), batch);
  }

  /** Makes the program of a batch and with it the variables of loss and metrics. */
  Engine.Compiled program(List<Tensor> batch) {
    if (!fits(batch)) {
      close();
      current = Optional.empty();
      current = Optional.of(engine.acquire(signature(batch), builder::build));
      types = batch.stream().map(Tensor::type).toList();
    }
    return current.orElseThrow();
  }

  private Signature signature(List<Tensor> batch) {
    var all = batch.stream().map(Tensor::type).toList();
    var weights = new ArrayList<Optional<TensorType>>();
    int targets = inputs + like.y().size();
    int at = targets;
    for (Optional<Tensor> w : like.sampleWeights()) {
      weights.add(w.isPresent() ? Optional.of(all.get(at++)) : Optional.empty());
    }
    return new Signature(kind, all.subList(0, inputs), all.subList(inputs, targets), weights);
  }

  private boolean fits(List<Tensor> batch) {
    boolean same = batch.size() == types.size();
    for (int i = 0; same && i < batch.size(); i++) {
      same = batch.get(i).type().equals(types.get(i));
    }
    return same;
  }

  /** The names of what a run returns. */
  List<String> names() {
    return current.orElseThrow().step().names();
  }

  /** The step as a printed graph. */
  String describe(List<Tensor> batch) {
    return builder.build(signature(batch)).graph().toString();
  }

  @Override
  public void close() {
    current.ifPresent(Engine.Compiled::release);
  }
}
