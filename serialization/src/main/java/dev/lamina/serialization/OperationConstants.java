package dev.lamina.serialization;

import dev.lamina.graph.Operation;
import dev.lamina.ops.WithConstants;
import dev.lamina.tensor.Tensor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Arrays among the arguments of an operation, where others have tensors: {@code x - mean}. */
final class OperationConstants {
  private OperationConstants() {}

  /** Whether an argument is an array of numbers; a single number is an argument of its own. */
  static boolean isArray(JsonNode a) {
    return TensorJson.isWrapped(a) && TensorJson.plain(a).isArray();
  }

  /** Whether a component of this type holds one number, so that an array in its place is none. */
  static boolean isNumber(Type component) {
    Type t = component instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : component;
    return t == Number.class || t == Double.class || t == double.class;
  }

  /** The operation with the arrays of a call; itself if there are none. */
  static Operation read(Operation operation, List<JsonNode> inputs, String where) {
    var out = new ArrayList<Optional<Tensor>>();
    for (JsonNode i : inputs) {
      out.add(isArray(i) ? Optional.of(TensorJson.read(i, where)) : Optional.empty());
    }
    return out.stream().allMatch(Optional::isEmpty)
        ? operation
        : (Operation) JsonValues.check(where, () -> new WithConstants(operation, out));
  }

  /** The operation inside, which is Keras'. */
  static Operation inside(Operation operation) {
    return operation instanceof WithConstants w ? w.operation() : operation;
  }

  /** All inputs of a call: constants, and {@code given} in between. */
  static List<JsonNode> inputs(Operation operation, List<JsonNode> given) {
    if (!(operation instanceof WithConstants w)) {
      return given;
    }
    var out = new ArrayList<JsonNode>();
    int next = 0;
    for (Optional<Tensor> a : w.arguments()) {
      out.add(a.isPresent() ? TensorJson.wrapped(a.get()) : given.get(next++));
    }
    return out;
  }
}
