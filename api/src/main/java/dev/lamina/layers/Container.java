package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A layer made of shared layers, such as a model inside of a model: it computes its masks itself.
 */
public interface Container extends Layer {
  /** Writes all of it into the graph. {@code masks}: one per input. */
  Scope.Called run(Scope scope, List<Value> inputs, List<Optional<Value>> masks);

  /** The layers inside. */
  List<Shared> layers();

  /** The weights of everything inside, in Keras' order. */
  List<Weight> weights();

  /** What stateful layers inside keep from call to call. */
  List<Weight> memory();

  /** The flag of a call whose values are what {@link Hosted#given} says, not the inputs. */
  String HOST_RAN = "hostRan";

  /** What runs on the host when this is called on such inputs; empty if nothing does. */
  default Optional<Hosted> hosted(List<SymbolicTensor> inputs) {
    return Optional.empty();
  }

  /** The part of a container that runs on the host, before the graph. */
  interface Hosted {
    /** What the graph is given, of the container's own tensors. */
    List<SymbolicTensor> given();

    /** The container's outputs, of its own tensors. */
    List<SymbolicTensor> outputs();

    /** The values of {@link #given} for one batch of inputs. */
    List<Tensor> run(List<Tensor> inputs);
  }

  @Override
  default Autocast autocast() {
    return Autocast.NONE;
  }

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    List<Optional<Value>> masks =
        java.util.stream.IntStream.range(0, inputs.size()).mapToObj(scope::mask).toList();
    return run(scope, inputs, masks).outputs();
  }
}
