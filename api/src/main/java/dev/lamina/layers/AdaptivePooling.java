package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import java.util.List;

/** What layers that pool to a given output size share. */
interface AdaptivePooling extends Layer {
  List<Integer> outputSize();

  DataFormat dataFormat();

  /** Checks the arguments; for compact constructors. */
  static void check(String layer, int rank, List<Integer> outputSize) {
    Check.positive(layer, "outputSize", outputSize, rank);
  }

  /** Pools x by {@code kind}, MEAN or MAX. */
  default Value pool(Scope scope, Value x, Reduce.Kind kind) {
    Spatial.check(scope, this, dataFormat(), x, outputSize().size());
    int first = dataFormat() == DataFormat.CHANNELS_LAST ? 1 : 2;
    Value y = kind == Reduce.Kind.MEAN ? Check.floating(scope, x) : x;
    String where = scope.path() + " (" + kerasName() + ")";
    return AdaptiveWindows.pool(where, y, first, outputSize(), kind);
  }
}
