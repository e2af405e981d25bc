package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.List;

/** Padding and cropping of spatial axes by [before, after] pairs. */
final class Borders {
  private Borders() {}

  static void check(String layer, String argument, List<List<Integer>> pairs, int rank) {
    Check.that(
        pairs.size() == rank
            && pairs.stream().allMatch(p -> p.size() == 2 && p.stream().allMatch(n -> n >= 0)),
        "%s: %s must be %d pairs [before, after] of numbers >= 0, got %s",
        layer,
        argument,
        rank,
        pairs);
  }

  static Value pad(
      Scope scope, Layer layer, Value x, DataFormat format, List<List<Integer>> pairs) {
    Spatial.check(scope, layer, format, x, pairs.size());
    int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
    int[] lo = new int[x.rank()];
    int[] hi = new int[x.rank()];
    for (int i = 0; i < pairs.size(); i++) {
      lo[first + i] = pairs.get(i).get(0);
      hi[first + i] = pairs.get(i).get(1);
    }
    return x.pad(lo, hi, 0);
  }

  static Value crop(
      Scope scope, Layer layer, Value x, DataFormat format, List<List<Integer>> pairs) {
    Spatial.check(scope, layer, format, x, pairs.size());
    int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
    Value y = x;
    for (int i = 0; i < pairs.size(); i++) {
      int axis = first + i;
      int from = pairs.get(i).get(0);
      int to = x.dim(axis) - pairs.get(i).get(1);
      Check.that(
          from < to,
          "%s (%s): cropping %s leaves nothing of axis %d of input %s",
          scope.path(),
          layer.kerasName(),
          pairs.get(i),
          axis,
          x.shape());
      y = y.slice(axis, from, to);
    }
    return y;
  }
}
