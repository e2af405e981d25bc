package dev.lamina.initializers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * A matrix with orthogonal rows or columns of norm {@code gain}, whichever are fewer; drawn
 * uniformly (Saxe et al. 2014, arXiv:1312.6120). A shape of higher rank counts as [all but the last
 * axis, last axis].
 */
public record Orthogonal(Optional<Long> seed, double gain) implements Initializer {
  public static Orthogonal of() {
    return new Orthogonal(Optional.empty(), 1);
  }

  public static Orthogonal of(double gain) {
    return new Orthogonal(Optional.empty(), gain);
  }

  @Override
  public Tensor init(Shape shape, DType dtype, long key) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "Orthogonal: expected a shape of rank 2 or more, got " + shape);
    }
    int cols = shape.dim(-1);
    int rows = cols == 0 ? 0 : shape.intSize() / cols;
    int few = Math.min(rows, cols);
    int many = Math.max(rows, cols);
    Tensor normal = Draws.normal(Shape.of(few, many), DType.FLOAT64, Draws.key(seed, key), 0, 1);
    double[][] q = new double[few][];
    for (int i = 0; i < few; i++) {
      q[i] = normal.rows(i, i + 1).toDoubles();
      orthonormalize(q, i);
    }
    double[] out = new double[rows * cols];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        out[r * cols + c] = gain * (rows <= cols ? q[r][c] : q[c][r]);
      }
    }
    return Tensor.wrap(out, shape).cast(dtype);
  }

  /**
   * Modified Gram-Schmidt: of a Gaussian matrix this is the QR decomposition with a positive
   * diagonal, hence uniform. In double precision its loss of orthogonality is far below float32.
   */
  private static void orthonormalize(double[][] q, int i) {
    double[] v = q[i];
    for (int j = 0; j < i; j++) {
      double dot = dot(v, q[j]);
      for (int k = 0; k < v.length; k++) {
        v[k] -= dot * q[j][k];
      }
    }
    double norm = Math.sqrt(dot(v, v));
    for (int k = 0; k < v.length; k++) {
      v[k] /= norm;
    }
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int k = 0; k < a.length; k++) {
      s += a[k] * b[k];
    }
    return s;
  }
}
