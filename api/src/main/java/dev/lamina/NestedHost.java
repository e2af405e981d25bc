package dev.lamina;

import dev.lamina.layers.Container;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Network;
import java.util.List;

/** What of a model inside of a model runs on the host. */
record NestedHost(Network network) implements Container.Hosted {
  /** A type that fits, with one entry along axes of unknown size. */
  static TensorType sample(SymbolicTensor t) {
    return new TensorType(t.dtype(), t.shape().fill(1));
  }

  @Override
  public List<SymbolicTensor> given() {
    return network.host().outputs();
  }

  @Override
  public List<SymbolicTensor> outputs() {
    return network.outputs();
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    return network.host().run(inputs);
  }
}
