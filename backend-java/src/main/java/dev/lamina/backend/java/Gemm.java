package dev.lamina.backend.java;

import java.util.Arrays;

/**
 * c += a b for matrices inside larger arrays. Element (i, p) of a is at {@code start + i * rowStep
 * + p * columnStep}; rows of b and c are dense. The loop over the columns of b and c is the
 * innermost one, so that the compiler vectorizes it. Sums are taken in blocks, which bounds the
 * rounding error of long float sums by that of the block plus that of the number of blocks.
 */
final class Gemm {
  private static final int BLOCK = 128;

  /** A matrix inside an array. */
  record Matrix(Object array, int start, int rowStep, int columnStep) {
    static Matrix dense(Object array, int start, int columns) {
      return new Matrix(array, start, columns, 1);
    }

    Matrix transposed() {
      return new Matrix(array, start, columnStep, rowStep);
    }

    Matrix from(int row) {
      return new Matrix(array, start + row * rowStep, rowStep, columnStep);
    }
  }

  private Gemm() {}

  /** a: [m, k], b: [k, n], c: [m, n], all float or all double. */
  static void add(Matrix a, Matrix b, Matrix c, int m, int n, int k) {
    for (int from = 0; from < k; from += BLOCK) {
      int to = Math.min(k, from + BLOCK);
      if (a.array instanceof float[] x
          && b.array instanceof float[] y
          && c.array instanceof float[] z) {
        floats(x, a, y, b, z, c, m, n, from, to);
      } else if (a.array instanceof double[] x
          && b.array instanceof double[] y
          && c.array instanceof double[] z) {
        doubles(x, a, y, b, z, c, m, n, from, to);
      } else {
        throw new IllegalStateException("no product of " + a.array.getClass().getSimpleName());
      }
    }
  }

  private static void floats(
      float[] x,
      Matrix a,
      float[] y,
      Matrix b,
      float[] z,
      Matrix c,
      int m,
      int n,
      int from,
      int to) {
    float[] sum = new float[n];
    for (int i = 0; i < m; i++) {
      Arrays.fill(sum, 0);
      int row = a.start + i * a.rowStep;
      int p = from;
      for (; p + 3 < to; p += 4) {
        float x0 = x[row + p * a.columnStep];
        float x1 = x[row + (p + 1) * a.columnStep];
        float x2 = x[row + (p + 2) * a.columnStep];
        float x3 = x[row + (p + 3) * a.columnStep];
        int y0 = b.start + p * b.rowStep;
        int y1 = y0 + b.rowStep;
        int y2 = y1 + b.rowStep;
        int y3 = y2 + b.rowStep;
        for (int j = 0; j < n; j++) {
          sum[j] += x0 * y[y0 + j] + x1 * y[y1 + j] + x2 * y[y2 + j] + x3 * y[y3 + j];
        }
      }
      for (; p < to; p++) {
        float x0 = x[row + p * a.columnStep];
        int y0 = b.start + p * b.rowStep;
        for (int j = 0; j < n; j++) {
          sum[j] += x0 * y[y0 + j];
        }
      }
      int out = c.start + i * c.rowStep;
      for (int j = 0; j < n; j++) {
        z[out + j] += sum[j];
      }
    }
  }

  private static void doubles(
      double[] x,
      Matrix a,
      double[] y,
      Matrix b,
      double[] z,
      Matrix c,
      int m,
      int n,
      int from,
      int to) {
    for (int i = 0; i < m; i++) {
      int row = a.start + i * a.rowStep;
      int out = c.start + i * c.rowStep;
      for (int p = from; p < to; p++) {
        double x0 = x[row + p * a.columnStep];
        int y0 = b.start + p * b.rowStep;
        for (int j = 0; j < n; j++) {
          z[out + j] += x0 * y[y0 + j];
        }
      }
    }
  }
}
