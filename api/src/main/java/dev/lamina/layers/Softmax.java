package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * exp(x) / Σ exp(x) over {@code axis}. Inputs: x, any shape, and optionally a mask (bool, or
 * numbers that count above ½) that broadcasts to it: masked entries get 0 -> same shape as x.
 */
@RecordBuilder
public record Softmax(List<Integer> axis) implements Layer, SoftmaxBuilder.With {
  /** Instead of minus infinity: a row that is masked throughout must not become NaN. */
  private static final double LARGE_NEGATIVE = -1e9;

  public Softmax {
    axis = List.copyOf(axis);
    Check.that(!axis.isEmpty(), "Softmax: axis must hold at least one axis");
  }

  public static Softmax of() {
    return new Softmax(List.of(-1));
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    Value x = inputs.get(0);
    Optional<Value> mask =
        (inputs.size() > 1
                ? Optional.of(inputs.get(1))
                : scope.mask(0).filter(m -> m.rank() == x.rank()))
            .map(m -> m.dtype() == DType.BOOL ? m : m.gt(0.5));
    Value zero = Value.scalar(x.dtype(), 0);
    Value logits = mask.map(m -> m.select(x, Value.scalar(x.dtype(), LARGE_NEGATIVE))).orElse(x);
    Value y = softmax(scope, logits);
    return List.of(mask.map(m -> m.select(y, zero)).orElse(y));
  }

  private Value softmax(Scope scope, Value x) {
    int[] axes = axis.stream().mapToInt(a -> Check.axis(scope, this, x, a)).toArray();
    if (axes.length == 1) {
      return Activations.softmax(x, axes[0]);
    }
    Value e = x.minus(x.reduce(Reduce.Kind.MAX, true, axes)).exp();
    return e.div(e.reduce(Reduce.Kind.SUM, true, axes));
  }
}
