package dev.lamina.layers;

import dev.lamina.graph.Operation;
import dev.lamina.ops.Arithmetic;
import dev.lamina.tensor.DType;
import java.util.List;

/**
 * A value of a functional model before any data is there (Keras: KerasTensor): an {@code Input}, or
 * an output of a layer call. Layers are called on it with {@link Layer#on}; operations, as methods
 * or by {@link dev.lamina.ops.Ops}, become nodes of the model. Identity equality.
 */
public interface SymbolicTensor extends Arithmetic<SymbolicTensor> {
  SymbolicShape shape();

  DType dtype();

  /** The call that produced it; an input's call has no inputs. */
  LayerCall source();

  /** Which of the call's outputs it is. */
  int index();

  @Override
  default SymbolicTensor self() {
    return this;
  }

  @Override
  default List<SymbolicTensor> apply(Operation operation, List<SymbolicTensor> inputs) {
    return Shared.of(new OpLayer(operation)).call(inputs).outputs();
  }
}
