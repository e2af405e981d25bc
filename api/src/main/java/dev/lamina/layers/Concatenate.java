package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.ops.Promotion;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Joins inputs along an axis; all their other axes must be equal. Inputs of several dtypes become
 * the one that holds all.
 *
 * <p>Inputs: [batch, …] -> the same shape, but for the sum of the sizes of {@code axis}.
 */
@RecordBuilder
public record Concatenate(int axis) implements Layer, ConcatenateBuilder.With {
  /** Along the last axis. */
  public static Concatenate of() {
    return new Concatenate(-1);
  }

  public static Concatenate of(int axis) {
    return new Concatenate(axis);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return x;
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    Check.that(!inputs.isEmpty(), "%s (Concatenate): expected at least 1 input", scope.path());
    Value first = inputs.get(0);
    int a = Check.axis(scope, this, first, axis);
    for (Value x : inputs) {
      Check.that(
          x.rank() == first.rank() && x.shape().with(a, 0).equals(first.shape().with(a, 0)),
          "%s (Concatenate): expected inputs that are equal but for axis %d, got %s and %s",
          scope.path(),
          a,
          first.type(),
          x.type());
    }
    return List.of(Value.concat(a, Promotion.together(inputs)));
  }

  /** An input without a mask is valid throughout; a joined feature axis is valid if any part is. */
  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    boolean none = true;
    var masks = new ArrayList<Value>();
    for (int i = 0; i < inputs.size(); i++) {
      Value x = inputs.get(i);
      Optional<Value> mask = scope.mask(i);
      none &= mask.isEmpty();
      masks.add(
          mask.map(m -> m.rank() < x.rank() ? m.expandDims(-1).broadcastTo(x.shape()) : m)
              .orElseGet(() -> Value.full(new TensorType(DType.BOOL, x.shape()), 1)));
    }
    if (none) {
      return List.of(Optional.empty());
    }
    Value joined = Value.concat(inputs.get(0).shape().axis(axis), masks);
    return List.of(Optional.of(joined.cast(DType.FLOAT32).maxOver(-1).gt(0)));
  }
}
