package dev.lamina.backend.tensorflow;

import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A convolution as TensorFlow sees it: two or three spatial axes. One spatial axis gets a second of
 * size one before it.
 */
record Geometry(
    DType dtype,
    Shape input,
    Shape kernel,
    Shape output,
    List<Integer> strides,
    List<Integer> lo,
    List<Integer> hi,
    List<Integer> dilation,
    int groups) {

  static Geometry of(
      DType dtype, Shape input, Shape kernel, Shape output, Window window, int groups) {
    List<Integer> strides = window.strides();
    List<Integer> lo = window.padLo();
    List<Integer> hi = window.padHi();
    List<Integer> dilation = window.dilation();
    if (window.rank() > 1) {
      return new Geometry(dtype, input, kernel, output, strides, lo, hi, dilation, groups);
    }
    return new Geometry(
        dtype,
        input.insert(1, 1),
        kernel.insert(0, 1),
        output.insert(1, 1),
        // Depthwise kernels want equal strides, and on an axis of size one any stride will do.
        List.of(strides.get(0), strides.get(0)),
        List.of(0, lo.get(0)),
        List.of(0, hi.get(0)),
        List.of(1, dilation.get(0)),
        groups);
  }

  TensorType inputType() {
    return new TensorType(dtype, input);
  }

  int rank() {
    return strides.size();
  }

  boolean dilated() {
    return dilation.stream().anyMatch(d -> d > 1);
  }

  boolean padded() {
    return Stream.concat(lo.stream(), hi.stream()).anyMatch(p -> p > 0);
  }

  boolean depthwise() {
    return groups > 1
        && groups == input.dim(-1)
        && rank() == 2
        && strides.get(0).equals(strides.get(1));
  }

  /** The share of one group, all of the same shape. */
  Geometry group() {
    return new Geometry(
        dtype,
        input.with(-1, input.dim(-1) / groups),
        kernel.with(-1, kernel.dim(-1) / groups),
        output.with(-1, output.dim(-1) / groups),
        strides,
        lo,
        hi,
        dilation,
        1);
  }

  /** The same convolution with the dilation's zeros written into the kernel. */
  Geometry undilated() {
    Shape spread = kernel;
    for (int i = 0; i < rank(); i++) {
      spread = spread.with(i, (kernel.dim(i) - 1) * dilation.get(i) + 1);
    }
    List<Integer> ones = Collections.nCopies(rank(), 1);
    return new Geometry(dtype, input, spread, output, strides, lo, hi, ones, groups);
  }

  /** The same convolution of an input that has its padding already. */
  Geometry unpadded() {
    Shape around = input;
    for (int i = 0; i < rank(); i++) {
      around = around.with(i + 1, input.dim(i + 1) + lo.get(i) + hi.get(i));
    }
    List<Integer> none = Collections.nCopies(rank(), 0);
    return new Geometry(dtype, around, kernel, output, strides, none, none, dilation, groups);
  }

  /** One entry per axis of the input: {@code spatial} between those of batch and channels. */
  int[] aroundSpatial(int outside, List<Integer> spatial) {
    int[] all = new int[rank() + 2];
    Arrays.fill(all, outside);
    for (int i = 0; i < rank(); i++) {
      all[i + 1] = spatial.get(i);
    }
    return all;
  }
}
