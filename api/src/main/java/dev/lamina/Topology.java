package dev.lamina;

import dev.lamina.layers.Container;
import dev.lamina.layers.HostLayer;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How a model's layers hang together. */
public sealed interface Topology {
  /** The network; empty as long as the input shape is not known. */
  Optional<Network> network();

  List<Shared> layers();

  /** Makes the network for inputs of these types, if it does not exist. */
  void buildForShapes(List<TensorType> x);

  default void buildFor(List<Tensor> x) {
    buildForShapes(x.stream().map(Tensor::type).toList());
  }

  /**
   * Any directed acyclic graph of layer calls.
   *
   * @param inputs how the inputs are nested in files
   * @param outputs how the outputs are
   */
  record Functional(Network graph, Nesting inputs, Nesting outputs) implements Topology {
    public Functional {
      check("inputs", inputs, graph.inputs().size());
      check("outputs", outputs, graph.outputs().size());
    }

    private static void check(String what, Nesting nesting, int tensors) {
      if (nesting.size() != tensors) {
        throw new IllegalArgumentException(
            "Model: the nesting of the %s is of %d tensors, expected %d: %s"
                .formatted(what, nesting.size(), tensors, nesting));
      }
    }

    @Override
    public Optional<Network> network() {
      return Optional.of(graph);
    }

    @Override
    public List<Shared> layers() {
      return graph.layers();
    }

    @Override
    public void buildForShapes(List<TensorType> x) {
      // The inputs are part of the graph.
    }
  }

  /** A chain of layers; without an input, the network is made when the first data comes. */
  final class Chain implements Topology {
    private final List<Shared> layers;
    private Optional<Network> network = Optional.empty();

    Chain(Optional<SymbolicTensor> input, List<Shared> layers) {
      this.layers = List.copyOf(layers);
      input.ifPresent(this::build);
    }

    private synchronized void build(SymbolicTensor input) {
      SymbolicTensor at = input;
      for (Shared l : layers) {
        at = l.on(at);
      }
      network = Optional.of(Network.between(List.of(input), List.of(at)));
    }

    @Override
    public synchronized Optional<Network> network() {
      return network;
    }

    @Override
    public List<Shared> layers() {
      return layers;
    }

    @Override
    public synchronized void buildForShapes(List<TensorType> x) {
      if (network.isPresent()) {
        return;
      }
      TensorType t = x.get(0);
      int[] sample = IntStream.range(1, t.shape().rank()).map(t.shape()::dim).toArray();
      if (t.dtype() == DType.STRING && sample.length == 0) {
        // As Input.strings() and Keras' fit have it: one text per sample.
        sample = new int[] {1};
      }
      build(Input.ofBatch(SymbolicShape.batchOf(sample), elements(t.dtype()), Optional.empty()));
    }

    private DType elements(DType data) {
      Layer first = layers.get(0).layer();
      if (first instanceof HostLayer h && !h.runsInGraph()) {
        return data;
      }
      if (first instanceof Container && data == DType.STRING) {
        return data;
      }
      return first.kerasName().equals("Embedding") ? DType.INT32 : DType.FLOAT32;
    }
  }
}
