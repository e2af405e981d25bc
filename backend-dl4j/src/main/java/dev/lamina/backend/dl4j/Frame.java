package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.Pad;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A window in the form that ND4J's ops take: at least two spatial axes and the same padding on both
 * sides. Padding that is not is put around the input beforehand and taken off its gradient.
 */
record Frame(
    List<Integer> strides,
    List<Integer> pad,
    List<Integer> dilation,
    List<Integer> lo,
    List<Integer> hi) {

  static Frame of(Window w) {
    boolean even = w.padLo().equals(w.padHi());
    List<Integer> none = Collections.nCopies(w.rank(), 0);
    List<Integer> pad = even ? w.padLo() : none;
    List<Integer> lo = even ? none : w.padLo();
    List<Integer> hi = even ? none : w.padHi();
    // A single spatial axis becomes the second of two.
    return w.rank() > 1
        ? new Frame(w.strides(), pad, w.dilation(), lo, hi)
        : new Frame(
            first(1, w.strides()),
            first(0, pad),
            first(1, w.dilation()),
            first(0, lo),
            first(0, hi));
  }

  private static List<Integer> first(int value, List<Integer> rest) {
    var all = new ArrayList<Integer>(List.of(value));
    all.addAll(rest);
    return List.copyOf(all);
  }

  /** Number of spatial axes. */
  int rank() {
    return strides.size();
  }

  boolean isPadded() {
    return lo.stream().anyMatch(p -> p > 0) || hi.stream().anyMatch(p -> p > 0);
  }

  boolean isDilated() {
    return dilation.stream().anyMatch(d -> d > 1);
  }

  /** An activation [batch, spatial…, channels] with all spatial axes of the frame. */
  Array activation(Array a) {
    return a.shape().rank() == rank() + 2 ? a : a.reshape(a.shape().insert(1, 1));
  }

  /** A kernel [spatial…, in, out] with all spatial axes of the frame. */
  Array kernel(Array k) {
    return k.shape().rank() == rank() + 2 ? k : k.reshape(k.shape().insert(0, 1));
  }

  /** The shape of a framed activation with its padding around it. */
  Shape padded(Shape s) {
    int[] dims = s.toArray();
    for (int i = 0; i < rank(); i++) {
      dims[i + 1] += lo.get(i) + hi.get(i);
    }
    return Shape.of(dims);
  }

  /** A framed activation with {@code value} around it, or itself if there is no padding. */
  Array pad(Emitter e, Array x, double value) {
    if (!isPadded()) {
      return x;
    }
    Array to = e.scratch(x.type().withShape(padded(x.shape())));
    Structure.pad(e, new Pad(around(lo), around(hi), value), x, to);
    return to;
  }

  private static List<Integer> around(List<Integer> spatial) {
    var all = new ArrayList<>(first(0, spatial));
    all.add(0);
    return all;
  }

  /** Where the gradient of a padded activation goes: the target itself if there is no padding. */
  Array padded(Emitter e, Array target) {
    return isPadded() ? e.scratch(target.type().withShape(padded(target.shape()))) : target;
  }

  /** Copies the middle of {@link #padded(Emitter, Array)} to the target. */
  void crop(Emitter e, Array padded, Array target) {
    if (isPadded()) {
      List<Integer> start = around(lo);
      var limit = new ArrayList<Integer>();
      var stride = new ArrayList<Integer>();
      for (int i = 0; i < start.size(); i++) {
        limit.add(start.get(i) + target.shape().dim(i));
        stride.add(1);
      }
      Structure.slice(e, new Slice(start, limit, stride), padded, target);
    }
  }
}
