package dev.lamina.training;

import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Makes a network's weights by writing it into a graph that is thrown away. */
public final class Build {
  /** Stands in for unknown dimensions: no weight may depend on it. */
  static final int SIZE = 1021;

  private Build() {}

  /**
   * Makes the weights that do not exist yet; initial values depend on the seed and the path only.
   */
  public static void weights(Network network, long seed) {
    trace(network, seed);
  }

  /** The weights that a train step updates, in the order of first use. */
  public static List<Weight> trained(Network network, long seed) {
    Tracer t = trace(network, seed);
    return t.variables().keySet().stream().filter(t.trained()::contains).toList();
  }

  private static Tracer trace(Network network, long seed) {
    var inputs = new ArrayList<Value>();
    types(network).forEach(t -> inputs.add(Value.input("in", t)));
    var tracer = new Tracer(false, seed, Value.scalar(DType.INT64, 0));
    tracer.trace(network, inputs);
    return tracer;
  }

  /** Fails if the engine cannot run the network, naming everything it cannot. */
  public static void check(Network network, Backend backend) {
    Engine.check(backend, StepBuilder.predict(network, types(network)));
  }

  private static List<TensorType> types(Network network) {
    List<SymbolicTensor> inputs = network.host().outputs();
    List<SymbolicShape> shapes = inputs.stream().map(SymbolicTensor::shape).toList();
    return inputs.stream()
        .map(i -> new TensorType(i.dtype(), i.shape().withBatchOf(shapes).fill(SIZE)))
        .toList();
  }
}
