package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * x scale + offset. x: [batch, …] -> same shape, float32. Scale and offset: a number, or a tensor
 * that broadcasts to x.
 */
@RecordBuilder
public record Rescaling(Tensor scale, Tensor offset) implements HostLayer, RescalingBuilder.With {
  public Rescaling {
    scale = scale.cast(DType.FLOAT64);
    offset = offset.cast(DType.FLOAT64);
  }

  /** {@code 1.0 / 255} for images. */
  public static Rescaling of(double scale) {
    return of(scale, 0);
  }

  public static Rescaling of(double scale, double offset) {
    return new Rescaling(Tensor.scalar(DType.FLOAT64, scale), Tensor.scalar(DType.FLOAT64, offset));
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value given = Check.floating(scope, x);
    return given
        .times(Value.constant(scale.cast(given.dtype())))
        .plus(Value.constant(offset.cast(given.dtype())));
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    Tensor scaled = Arithmetic.each("Rescaling", x, scale, (a, b) -> a * (float) b);
    return Arithmetic.each("Rescaling", scaled, offset, (a, b) -> a + (float) b);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return inputs.get(0);
  }

  @Override
  public DType hostType() {
    return DType.FLOAT32;
  }

  @Override
  public boolean runsInGraph() {
    return true;
  }
}
