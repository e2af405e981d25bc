package dev.lamina.backend.java;

import dev.lamina.graph.op.MatMul;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Batched matrix product; threads share the rows of all results. */
final class MatMulKernel {
  private static final int ROWS = 16;

  private MatMulKernel() {}

  static Tensor run(
      MatMul op, List<Tensor> in, TensorType type, Structure structure, Parallel parallel) {
    Tensor a = in.get(0);
    // The product reads b by dense rows; a transposed a needs no copy.
    Tensor b = op.transposeB() ? structure.swapLast(in.get(1)) : in.get(1);
    Tensor c = Tensor.zeros(type);
    if (c.size() == 0) {
      return c;
    }
    int m = type.shape().dim(-2);
    int n = type.shape().dim(-1);
    int k = b.shape().dim(-2);
    int rank = type.shape().rank();
    Shape batch = type.shape().range(0, rank - 2);
    int[] aStarts = starts(a.shape(), batch);
    int[] bStarts = starts(b.shape(), batch);
    int aColumns = a.shape().dim(-1);
    int blocks = (m + ROWS - 1) / ROWS;
    long work = 1L + (long) ROWS * n * k;
    parallel.run(
        batch.intSize() * blocks,
        (int) Math.min(1 << 20, 1 + 100_000 / work),
        (from, to) -> {
          for (int t = from; t < to; t++) {
            int i = t / blocks;
            int row = t % blocks * ROWS;
            var left = Gemm.Matrix.dense(a.array(), aStarts[i], aColumns);
            Gemm.add(
                (op.transposeA() ? left.transposed() : left).from(row),
                Gemm.Matrix.dense(b.array(), bStarts[i], n),
                Gemm.Matrix.dense(c.array(), i * m * n, n).from(row),
                Math.min(ROWS, m - row),
                n,
                k);
          }
        });
    return c;
  }

  /** Where each matrix of the batch begins; matrices of a broadcast axis repeat. */
  private static int[] starts(Shape shape, Shape batch) {
    int rank = shape.rank();
    Shape lead = shape.range(0, rank - 2);
    int size = shape.dim(-1) * shape.dim(-2);
    int[] starts = new int[batch.intSize()];
    var loop =
        new StridedLoop(
            batch, new int[2], batch.strides(), StridedLoop.broadcastStrides(lead, batch));
    loop.run(
        0,
        loop.tiles(),
        (at, n) -> {
          for (int i = 0; i < n; i++) {
            starts[at[0] + i] = (at[1] + i * loop.inner(1)) * size;
          }
        });
    return starts;
  }
}
