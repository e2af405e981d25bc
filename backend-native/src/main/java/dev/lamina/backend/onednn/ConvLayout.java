package dev.lamina.backend.onednn;

import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;

/**
 * The operands of a convolution in the library's terms: activations as they are in memory, weights
 * as the library wants them and as they are in memory, the window as arrays.
 */
final class ConvLayout {
  final Descriptor x;
  final Descriptor y;
  final Descriptor anyWeights;
  final Descriptor plainWeights;
  final long[] strides;
  final long[] dilation;
  final long[] padLo;
  final long[] padHi;

  ConvLayout(Window w, int groups, Shape x, Shape kernel, Shape y, Emission e) {
    this.x = Channels.plain(x, e);
    this.y = Channels.plain(y, e);
    int spatial = w.rank();
    int lead = groups == 1 ? 0 : 1;
    long in = kernel.dim(-2);
    long out = kernel.dim(-1);
    long[] dims = new long[lead + 2 + spatial];
    long[] steps = new long[dims.length];
    if (groups > 1) {
      dims[0] = groups;
      steps[0] = out / groups;
    }
    dims[lead] = out / groups;
    steps[lead] = 1;
    dims[lead + 1] = in;
    steps[lead + 1] = out;
    long step = in * out;
    for (int i = spatial - 1; i >= 0; i--) {
      dims[lead + 2 + i] = kernel.dim(i);
      steps[lead + 2 + i] = step;
      step *= kernel.dim(i);
    }
    this.anyWeights = e.handles().any(dims);
    this.plainWeights = e.handles().strided(DType.FLOAT32, dims, steps);
    this.strides = longs(w.strides(), 0);
    // The library counts the gaps between a window's elements, not their distance.
    this.dilation = longs(w.dilation(), -1);
    this.padLo = longs(w.padLo(), 0);
    this.padHi = longs(w.padHi(), 0);
  }

  static long[] longs(List<Integer> values, int plus) {
    return values.stream().mapToLong(v -> v + plus).toArray();
  }
}
