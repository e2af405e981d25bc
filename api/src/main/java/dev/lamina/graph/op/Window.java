package dev.lamina.graph.op;

import dev.lamina.tensor.Shape;
import java.util.List;

/**
 * How a convolution or pooling window moves over the spatial axes: one entry per spatial axis in
 * each list. Padding is explicit ("same" is resolved by the layer, which knows the shape).
 */
public record Window(
    List<Integer> strides, List<Integer> padLo, List<Integer> padHi, List<Integer> dilation) {
  public Window {
    strides = List.copyOf(strides);
    padLo = List.copyOf(padLo);
    padHi = List.copyOf(padHi);
    dilation = List.copyOf(dilation);
    int n = strides.size();
    Rule.check(
        padLo.size() == n && padHi.size() == n && dilation.size() == n,
        "window: expected %d entries in every list, got padding %s/%s, dilation %s",
        n,
        padLo,
        padHi,
        dilation);
    Rule.check(
        strides.stream().allMatch(s -> s > 0) && dilation.stream().allMatch(d -> d > 0),
        "window: strides and dilation must be > 0, got %s and %s",
        strides,
        dilation);
    Rule.check(
        padLo.stream().allMatch(s -> s >= 0) && padHi.stream().allMatch(d -> d >= 0),
        "window: padding must be >= 0, got %s and %s",
        padLo,
        padHi);
  }

  public int rank() {
    return strides.size();
  }

  /**
   * Whether the window is one element that jumps: it reads every n-th element and nothing between.
   *
   * @param kernel spatial sizes first
   */
  public boolean picks(Shape kernel) {
    return strides.stream().anyMatch(s -> s > 1)
        && kernel.range(0, rank()).toList().stream().allMatch(k -> k == 1)
        && padLo.stream().allMatch(p -> p == 0)
        && padHi.stream().allMatch(p -> p == 0);
  }

  /** Output size of one spatial axis. */
  int out(String op, int axis, int in, int kernel) {
    long span = (kernel - 1L) * dilation.get(axis) + 1;
    long room = (long) in + padLo.get(axis) + padHi.get(axis) - span;
    Rule.check(
        room >= 0,
        "%s: the window of %d (dilation %d) does not fit into spatial axis %d of size %d with"
            + " padding %d + %d; use padding \"same\", a smaller window or a larger input",
        op,
        kernel,
        dilation.get(axis),
        axis,
        in,
        padLo.get(axis),
        padHi.get(axis));
    return Math.toIntExact(room / strides.get(axis) + 1);
  }

  /** [batch, spatial…, channels] with the spatial sizes after the window has moved over them. */
  Shape out(String op, Shape in, List<Integer> kernel, int channels) {
    int[] dims = in.toArray();
    for (int i = 0; i < rank(); i++) {
      dims[i + 1] = out(op, i, dims[i + 1], kernel.get(i));
    }
    dims[dims.length - 1] = channels;
    return Shape.of(dims);
  }
}
