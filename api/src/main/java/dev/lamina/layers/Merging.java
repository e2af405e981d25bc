package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.ops.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What elementwise merging layers share: inputs whose shapes broadcast, in a common dtype, and
 * their masks.
 */
interface Merging extends Layer {
  /** Merges inputs of one rank; masks: one per input, of the input's rank. */
  Value merge(List<Value> inputs, List<Optional<Value>> masks);

  @Override
  default boolean supportsMasking() {
    return true;
  }

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    Check.that(!inputs.isEmpty(), "%s (%s): expected at least 1 input", scope.path(), kerasName());
    int rank = inputs.stream().mapToInt(Value::rank).max().orElseThrow();
    var same = new ArrayList<Value>();
    var masks = new ArrayList<Optional<Value>>();
    for (int i = 0; i < inputs.size(); i++) {
      Value x = inputs.get(i);
      Check.that(
          x.dim(0) == inputs.get(0).dim(0),
          "%s (%s): expected inputs of one batch size, got %s and %s",
          scope.path(),
          kerasName(),
          inputs.get(0).shape(),
          x.shape());
      // The batch stays first; further axes are inserted behind it.
      while (x.rank() < rank) {
        x = x.expandDims(1);
      }
      Value full = x;
      same.add(full);
      masks.add(
          scope
              .mask(i)
              .filter(m -> m.rank() == full.rank() - 1)
              .map(m -> m.expandDims(-1).broadcastTo(full.shape())));
    }
    return List.of(merge(Promotion.together(same), masks));
  }

  /** Valid where any input is valid; no mask if an input has none. */
  @Override
  default List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    Optional<Value> out = scope.mask(0);
    for (int i = 1; i < inputs.size(); i++) {
      Optional<Value> next = scope.mask(i);
      out =
          out.isPresent() && next.isPresent()
              ? Optional.of(out.get().or(next.get()))
              : Optional.empty();
    }
    return List.of(out);
  }

  /** An extremum leaves masked elements out, as far as the other side is valid. */
  static Value extremum(
      List<Value> inputs,
      List<Optional<Value>> masks,
      java.util.function.BinaryOperator<Value> op) {
    Value out = inputs.get(0);
    Optional<Value> outMask = masks.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      Value x = inputs.get(i);
      Optional<Value> mask = masks.get(i);
      if (mask.isPresent()) {
        x = mask.get().select(x, out);
      }
      if (outMask.isPresent()) {
        out = outMask.get().select(out, x);
      }
      outMask =
          outMask.isPresent() && mask.isPresent()
              ? Optional.of(outMask.get().or(mask.get()))
              : Optional.empty();
      out = op.apply(out, x);
    }
    return out;
  }
}
