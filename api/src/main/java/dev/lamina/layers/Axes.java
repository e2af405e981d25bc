package dev.lamina.layers;

import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Moves axes to the end and back, for layers whose ops work on the last ones. */
record Axes(List<Integer> order) {
  Axes {
    order = List.copyOf(order);
  }

  /** All other axes first, then {@code last} in their order. */
  static Axes toEnd(int rank, List<Integer> last) {
    var order = new ArrayList<Integer>();
    IntStream.range(0, rank).filter(i -> !last.contains(i)).forEach(order::add);
    order.addAll(last);
    return new Axes(order);
  }

  Value there(Value x) {
    return x.transpose(order.stream().mapToInt(Integer::intValue).toArray());
  }

  Value back(Value y) {
    return y.transpose(IntStream.range(0, order.size()).map(order::indexOf).toArray());
  }
}
