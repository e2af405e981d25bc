package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
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

  /** x times a constant matrix [size, new size] along the axis that is last in the order. */
  Value along(Value x, Tensor matrix) {
    return back(there(x).matmul(Value.constant(matrix).cast(x.dtype())));
  }

  Value back(Value y) {
    return y.transpose(IntStream.range(0, order.size()).map(order::indexOf).toArray());
  }
}
