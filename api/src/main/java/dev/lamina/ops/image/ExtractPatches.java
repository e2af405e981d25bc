package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Padding;
import dev.lamina.layers.Spatial;
import dev.lamina.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Windows of images or volumes, each as one vector: [batch, rows, columns, channels] -> [batch,
 * rows', columns', height width channels]; with three sizes, of [batch, planes, rows, columns,
 * channels]. Without a batch: the same without it.
 *
 * @param size of the window: two or three numbers
 * @param strides one for all axes or one for each; empty: the size, so that windows do not overlap
 * @param dilationRate steps within the window
 * @param padding valid, or same: zeros around
 */
public record ExtractPatches(
    List<Integer> size,
    Optional<List<Integer>> strides,
    int dilationRate,
    Padding padding,
    DataFormat dataFormat)
    implements Operation.OfOne {
  public ExtractPatches {
    size = size.size() == 1 ? Collections.nCopies(2, size.get(0)) : List.copyOf(size);
    int n = size.size();
    strides = strides.map(s -> s.size() == 1 ? Collections.nCopies(n, s.get(0)) : List.copyOf(s));
    boolean positive =
        size.stream().allMatch(s -> s > 0)
            && strides.orElse(size).stream().allMatch(s -> s > 0)
            && dilationRate > 0;
    if (n < 2 || n > 3 || strides.orElse(size).size() != n || !positive) {
      throw new IllegalArgumentException(
          "extract_patches: expected two or three sizes, as many strides and a dilationRate, all > 0, got %s, %s and %d"
              .formatted(size, strides, dilationRate));
    }
    Spatial.notCausal("extract_patches", padding);
  }

  /** Windows that do not overlap. */
  public static ExtractPatches of(int height, int width) {
    return new ExtractPatches(
        List.of(height, width), Optional.empty(), 1, Padding.VALID, DataFormat.CHANNELS_LAST);
  }

  @Override
  public Value write(Value images) {
    int n = size.size();
    boolean batched = images.rank() == n + 2;
    if (!batched && images.rank() != n + 1) {
      throw new IllegalArgumentException(
          "extract_patches: expected rank %d or, with a batch, %d for size %s, got shape %s"
              .formatted(n + 1, n + 2, size, images.shape()));
    }
    boolean first = dataFormat == DataFormat.CHANNELS_FIRST;
    Value x = batched ? images : images.expandDims(0);
    x = first ? x.transpose(order(n, true)) : x;
    // Each spatial axis becomes two: which window, and where in it.
    int[] vector = new int[2 * n + 2];
    vector[2 * n + 1] = 2 * n + 1;
    int[] dims = new int[n + 2];
    dims[0] = x.dim(0);
    dims[n + 1] = x.dim(n + 1);
    for (int i = n - 1; i >= 0; i--) {
      x = windows(x, i);
      dims[i + 1] = x.dim(i + 1);
      dims[n + 1] *= size.get(i);
      vector[i + 1] = 2 * i + 1;
      vector[n + i + 1] = 2 * i + 2;
    }
    Value y = x.transpose(vector).reshape(dims);
    y = first ? y.transpose(order(n, false)) : y;
    return batched ? y : y.squeeze(0);
  }

  private static int[] order(int n, boolean toLast) {
    int[] out = new int[n + 2];
    for (int i = 1; i <= n; i++) {
      out[toLast ? i : i + 1] = toLast ? i + 1 : i;
    }
    out[toLast ? n + 1 : 1] = toLast ? 1 : n + 1;
    return out;
  }

  private Value windows(Value x, int i) {
    int axis = i + 1;
    int stride = strides.orElse(size).get(i);
    int span = (size.get(i) - 1) * dilationRate + 1;
    int length = x.dim(axis);
    int count =
        padding == Padding.SAME ? (length + stride - 1) / stride : (length - span) / stride + 1;
    int missing = padding == Padding.SAME ? Math.max(0, (count - 1) * stride + span - length) : 0;
    if (length + missing < span) {
      throw new IllegalArgumentException(
          "extract_patches: a window of %d does not fit into axis %d of size %d; use padding same"
              .formatted(span, axis, length));
    }
    int[] before = new int[x.rank()];
    int[] after = new int[x.rank()];
    before[axis] = missing / 2;
    after[axis] = missing - missing / 2;
    int[] index = new int[Tables.size("extract_patches", count, size.get(i))];
    for (int k = 0; k < index.length; k++) {
      index[k] = k / size.get(i) * stride + k % size.get(i) * dilationRate;
    }
    return x.pad(before, after, 0)
        .gather(axis, Value.constant(Tensor.of(index, count, size.get(i))));
  }
}
