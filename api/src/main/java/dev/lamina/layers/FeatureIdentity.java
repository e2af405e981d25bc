package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** A column of numbers as it is, in the given type: float32 unless told otherwise. */
public record FeatureIdentity(Optional<DType> dtype) implements HostLayer, TypedLayer {
  @Override
  public Tensor call(List<Tensor> inputs) {
    return HostLayer.only(this, inputs).cast(hostType());
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return inputs.get(0);
  }

  @Override
  public DType hostType() {
    return dtype.orElse(DType.FLOAT32);
  }

  @Override
  public String kerasName() {
    return "TFDIdentity";
  }
}
