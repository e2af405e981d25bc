package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** Indices in [0, depth) as one-hot, multi-hot or count vectors; other indices are left out. */
final class Encoding {
  private Encoding() {}

  /** The shape of {@code mode}'s output for indices of shape {@code in}. */
  static SymbolicShape shape(OutputMode mode, SymbolicShape in, int depth) {
    int[] dims = in.toArray();
    return switch (mode) {
      case INT -> in;
      case ONE_HOT ->
          in.rank() > 0 && (in.rank() > 1 || dims[0] == 1) && in.dim(-1) == 1
              ? SymbolicShape.of(with(dims, dims.length - 1, depth))
              : SymbolicShape.of(with(dims, dims.length, depth));
      case MULTI_HOT, COUNT, TF_IDF ->
          SymbolicShape.of(with(withoutSamples(dims), Math.max(0, dims.length - 1), depth));
    };
  }

  /** Without the axis that is summed over: the second one, or the only one. */
  private static int[] withoutSamples(int[] dims) {
    int axis = dims.length > 1 ? 1 : 0;
    return IntStream.range(0, dims.length).filter(i -> i != axis).map(i -> dims[i]).toArray();
  }

  private static int[] with(int[] dims, int keep, int last) {
    return IntStream.concat(IntStream.range(0, keep).map(i -> dims[i]), IntStream.of(last))
        .toArray();
  }

  /**
   * Vectors of {@code depth} elements.
   *
   * @param weights what each index counts; of the shape of the indices
   */
  static Tensor encode(
      OutputMode mode, long[] indices, Shape shape, int depth, DType dtype, double[] weights) {
    // Keras gives a lone one-hot index a batch axis.
    Shape in = shape.rank() == 0 && mode == OutputMode.ONE_HOT ? Shape.of(1) : shape;
    Shape out = Shape.of(shape(mode, SymbolicShape.of(in.toArray()), depth).toArray());
    int axis = in.rank() > 1 ? 1 : 0;
    int summed = mode == OutputMode.ONE_HOT || in.rank() == 0 ? 1 : in.dim(axis);
    int inner = summed == 1 ? 1 : in.strides()[axis];
    double[] values = new double[out.intSize()];
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] >= 0 && indices[i] < depth) {
        long vector = (long) (i / (summed * inner)) * inner + i % inner;
        int at = Math.toIntExact(vector * depth + indices[i]);
        boolean counts = mode == OutputMode.COUNT || mode == OutputMode.TF_IDF;
        values[at] = counts ? values[at] + weight(weights, i) : 1;
      }
    }
    return Tensor.wrap(values, out).cast(dtype);
  }

  private static double weight(double[] weights, int i) {
    return weights.length == 0 ? 1 : weights[i];
  }

  /** The same in a graph. Indices: int32 or int64. */
  static Value encode(
      OutputMode mode, Value indices, int depth, DType dtype, Optional<Value> weights) {
    if (mode == OutputMode.ONE_HOT) {
      boolean column = indices.rank() > 1 && indices.dim(-1) == 1;
      Value flat = column ? indices.squeeze(-1) : indices;
      return flat.oneHot(depth, dtype);
    }
    DType sums = dtype.isFloating() ? dtype : DType.FLOAT32;
    Value each = indices.oneHot(depth, sums);
    Value all =
        weights
            .map(w -> each.times(w.cast(sums).expandDims(-1)))
            .orElse(each)
            .sum(indices.rank() > 1 ? 1 : 0);
    Value out =
        mode == OutputMode.MULTI_HOT
            ? all.gt(0).select(Value.scalar(sums, 1), Value.scalar(sums, 0))
            : all;
    return out.cast(dtype);
  }
}
