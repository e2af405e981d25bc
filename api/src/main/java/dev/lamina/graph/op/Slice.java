package dev.lamina.graph.op;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Elements start, start + stride, … below limit of every axis; strides are positive (for others see
 * {@link Reverse}).
 */
public record Slice(List<Integer> start, List<Integer> limit, List<Integer> stride)
    implements Primitive {
  public Slice {
    start = List.copyOf(start);
    limit = List.copyOf(limit);
    stride = List.copyOf(stride);
  }

  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("slice", in, 1);
    Shape s = in.get(0).shape();
    Rule.check(
        start.size() == s.rank() && limit.size() == s.rank() && stride.size() == s.rank(),
        "slice: expected %d starts, limits and strides, got %s, %s, %s",
        s.rank(),
        start,
        limit,
        stride);
    int[] dims = new int[s.rank()];
    for (int i = 0; i < dims.length; i++) {
      Rule.check(
          start.get(i) >= 0
              && start.get(i) <= limit.get(i)
              && limit.get(i) <= s.dim(i)
              && stride.get(i) > 0,
          "slice: [%d, %d) step %d is not inside axis %d of %s",
          start.get(i),
          limit.get(i),
          stride.get(i),
          i,
          s);
      dims[i] = (limit.get(i) - start.get(i) + stride.get(i) - 1) / stride.get(i);
    }
    return Rule.one(in.get(0).withShape(Shape.of(dims)));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    Shape s = node.in(0).shape();
    Value g = v.grad();
    for (int i = 0; i < s.rank(); i++) {
      int step = stride.get(i);
      if (step > 1) {
        g = spread(g, i, step);
      }
      int[] lo = new int[s.rank()];
      int[] hi = new int[s.rank()];
      lo[i] = start.get(i);
      int tail = s.dim(i) - start.get(i) - g.dim(i);
      if (tail < 0) {
        g = g.slice(i, 0, g.dim(i) + tail);
        tail = 0;
      }
      hi[i] = tail;
      g = g.pad(lo, hi, 0);
    }
    v.give(0, g);
  }

  /** Puts step - 1 zeros behind every entry of an axis. */
  private static Value spread(Value g, int axis, int step) {
    Value e = g.expandDims(axis + 1);
    int[] hi = new int[e.rank()];
    hi[axis + 1] = step - 1;
    return e.pad(new int[e.rank()], hi, 0).reshape(g.shape().with(axis, g.dim(axis) * step));
  }
}
