package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;

/**
 * Index vectors [m…, k] as numbers of the rows of a tensor whose first k axes count as one.
 *
 * @param at the row of each vector, int32 [m]
 * @param targets how many rows there are
 * @param rest the shape of a row
 */
record Places(Value at, int targets, Shape rest) {
  /** Checks that the values [m…, rest…] fit; negative indices count from the end. */
  static Places of(String op, Value indices, Value values, Shape all) {
    Require.that(
        indices.rank() > 0 && !indices.dtype().isFloating() && indices.dim(-1) <= all.rank(),
        "%s: expected indices [n…, k] of whole numbers with k <= %d, got %s",
        op,
        all.rank(),
        indices.type());
    int k = indices.dim(-1);
    Shape vectors = indices.shape().without(indices.rank() - 1);
    Shape rest = all.range(k, all.rank());
    Require.that(
        values.shape().equals(vectors.concat(rest)),
        "%s: expected values of shape %s for indices %s and the shape %s, got %s",
        op,
        vectors.concat(rest),
        indices.shape(),
        all,
        values.shape());
    int m = vectors.intSize();
    Value flat = indices.cast(DType.INT32).reshape(m, k);
    Value at = Value.zeros(new TensorType(DType.INT32, Shape.of(m)));
    for (int i = 0; i < k; i++) {
      Value coordinate = flat.slice(1, i, i + 1).squeeze(1);
      Value n = Value.scalar(DType.INT32, all.dim(i));
      at = at.times(n).plus(coordinate.lt(0).select(coordinate.plus(n), coordinate));
    }
    return new Places(at, all.range(0, k).intSize(), rest);
  }

  /** Values as [m, rest…]. */
  Value rows(Value values) {
    return values.reshape(Shape.of(at.dim(0)).concat(rest));
  }

  /** {@code updated} in those rows that a vector points to. */
  Value hit(Value rows, Value updated) {
    Value ones = Value.full(new TensorType(DType.INT32, at.shape()), 1);
    Value count = Value.of(new ScatterAdd(0, targets), at, ones);
    int[] wide = new int[rows.rank()];
    java.util.Arrays.fill(wide, 1);
    wide[0] = targets;
    return count.gt(0).reshape(wide).broadcastTo(rows.shape()).select(updated, rows);
  }
}
