package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Masks the steps whose features all equal {@code maskValue}, and sets them to 0. x: [batch, …,
 * features] -> same shape, with mask [batch, …].
 */
@RecordBuilder
public record Masking(double maskValue) implements Layer, MaskingBuilder.With {
  public static Masking of() {
    return new Masking(0);
  }

  public static Masking of(double maskValue) {
    return new Masking(maskValue);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.minRank(scope, this, x, 2, "[batch, …, features]");
    return mask(x).expandDims(-1).select(x, Value.scalar(x.dtype(), 0));
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return List.of(Optional.of(mask(inputs.get(0))));
  }

  private Value mask(Value x) {
    return x.ne(maskValue).cast(DType.FLOAT32).maxOver(-1).gt(0);
  }
}
