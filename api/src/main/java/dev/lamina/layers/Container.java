package dev.lamina.layers;

import dev.lamina.graph.Value;
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
