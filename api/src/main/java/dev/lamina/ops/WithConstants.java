package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An operation some of whose inputs are always the same, such as {@code x - mean}.
 *
 * @param arguments in the order of the operation's inputs: a constant, or empty for the next input
 *     that is given
 */
public record WithConstants(Operation operation, List<Optional<Tensor>> arguments)
    implements Operation {
  public WithConstants {
    arguments = List.copyOf(arguments);
    Require.that(
        arguments.stream().anyMatch(Optional::isEmpty),
        "%s: expected at least one input that is no constant",
        operation.kerasName());
  }

  /** The second of two inputs is constant. */
  static WithConstants second(Operation operation, Tensor constant) {
    return new WithConstants(operation, List.of(Optional.empty(), Optional.of(constant)));
  }

  @Override
  public List<Value> write(List<Value> inputs) {
    long wanted = arguments.stream().filter(Optional::isEmpty).count();
    Require.that(
        inputs.size() == wanted,
        "%s: expected %d inputs beside its constants, got %d",
        kerasName(),
        wanted,
        inputs.size());
    var all = new ArrayList<Value>();
    int next = 0;
    for (Optional<Tensor> a : arguments) {
      all.add(a.isPresent() ? Value.constant(a.get()) : inputs.get(next++));
    }
    return operation.write(all);
  }

  @Override
  public String kerasName() {
    return operation.kerasName();
  }
}
