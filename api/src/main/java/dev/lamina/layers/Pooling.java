package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import java.util.List;

/** What pooling of all ranks shares; the rank is the number of pool sizes. */
interface Pooling extends Layer {
  List<Integer> poolSize();

  Padding padding();

  List<Integer> strides();

  DataFormat dataFormat();

  /** Checks the arguments; for compact constructors. */
  static void check(
      String layer, int rank, List<Integer> poolSize, List<Integer> strides, Padding padding) {
    Check.positive(layer, "poolSize", poolSize, rank);
    Check.positive(layer, "strides", strides, rank);
    Spatial.notCausal(layer, padding);
  }

  /** Pools x by {@code kind}. */
  default Value pool(Scope scope, Value input, Pool.Kind kind) {
    Spatial.check(scope, this, dataFormat(), input, poolSize().size());
    Value x = Spatial.toLast(dataFormat(), input);
    List<Integer> ones = Spatial.repeat(1, poolSize().size());
    Window window = Spatial.window(x, poolSize(), strides(), ones, padding());
    return Spatial.fromLast(dataFormat(), Value.of(new Pool(kind, poolSize(), window), x));
  }
}
