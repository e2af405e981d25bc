package dev.lamina.graph;

import java.util.List;

/**
 * A named function of values, such as Keras' {@code ops.take}. Implement as a record: the
 * components are Keras' config keys in camelCase, and those arguments of the call that are no
 * tensors. Equal records compute the same.
 */
public interface Operation {
  /** Writes the operation into the inputs' graph. */
  List<Value> write(List<Value> inputs);

  /** The class name in Keras' files: {@code TakeAlongAxis}. */
  default String kerasName() {
    return getClass().getSimpleName();
  }

  /** An operation with one input and one output. */
  interface OfOne extends Operation {
    Value write(Value x);

    @Override
    default List<Value> write(List<Value> inputs) {
      return List.of(write(inputs.get(0)));
    }
  }

  /** An operation with two inputs and one output. */
  interface OfTwo extends Operation {
    Value write(Value x1, Value x2);

    @Override
    default List<Value> write(List<Value> inputs) {
      return List.of(write(inputs.get(0), inputs.get(1)));
    }
  }
}
