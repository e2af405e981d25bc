package dev.lamina.training;

import dev.lamina.backend.Backend;
import dev.lamina.graph.Value;
import dev.lamina.layers.StandIn;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Makes a network's weights by writing it into a graph that is thrown away. */
public final class Build {
  private static final int SMALL_BATCH = 2;

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

  /** No weight depends on the size of an unknown dimension. */
  private static Tracer trace(Network network, long seed) {
    return StandIn.search(StandIn.FIRST, size -> trace(network, seed, size));
  }

  private static Tracer trace(Network network, long seed, int size) {
    var inputs = new ArrayList<Value>();
    types(network, size, size).forEach(t -> inputs.add(Value.input("in", t)));
    var tracer = new Tracer(false, seed, Value.scalar(DType.INT64, 0));
    tracer.trace(network, inputs);
    return tracer;
  }

  /**
   * Fails if the engine cannot run the network, naming everything it cannot. How much memory real
   * data need is not known yet: the engine is asked about a small batch.
   */
  public static void check(Network network, Backend backend) {
    Engine.check(backend, predict(network));
  }

  private static StepGraph predict(Network network) {
    try {
      return predict(network, StandIn.SMALL);
    } catch (IllegalArgumentException e) {
      // Some networks take larger inputs only.
      return predict(network, StandIn.FIRST);
    }
  }

  private static StepGraph predict(Network network, int start) {
    return StandIn.search(
        start, size -> StepBuilder.predict(network, types(network, SMALL_BATCH, size)));
  }

  private static List<TensorType> types(Network network, int batch, int size) {
    List<SymbolicTensor> inputs = network.host().outputs();
    List<SymbolicShape> shapes = inputs.stream().map(SymbolicTensor::shape).toList();
    return inputs.stream()
        .map(i -> new TensorType(i.dtype(), i.shape().withBatchOf(shapes).fill(batch, size)))
        .toList();
  }
}
