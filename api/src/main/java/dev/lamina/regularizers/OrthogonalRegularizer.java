package dev.lamina.regularizers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Locale;

/**
 * {@code factor} times the mean absolute cosine between two different rows (or columns) of a
 * matrix: 0 when they are orthogonal. Rank 2 only.
 */
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
  /** What is to be orthogonal. */
  public enum Mode {
    ROWS,
    COLUMNS;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public OrthogonalRegularizer {
    Factor.check("OrthogonalRegularizer", "factor", factor);
  }

  public static OrthogonalRegularizer of(double factor, Mode mode) {
    return new OrthogonalRegularizer(factor, mode);
  }

  @Override
  public Value apply(Value x) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "OrthogonalRegularizer: expected a matrix, got shape " + x.shape());
    }
    boolean rows = mode == Mode.ROWS;
    int n = x.dim(rows ? 0 : 1);
    // Keras' normalize: a norm counts as at least 1e-7.
    Value unit = x.times(x.square().reduce(Reduce.Kind.SUM, true, rows ? 1 : 0).max(1e-14).rsqrt());
    Value cosines = rows ? unit.matmul(unit, false, true) : unit.matmul(unit, true, false);
    double[] others = new double[n * n];
    for (int i = 0; i < others.length; i++) {
      others[i] = i / n == i % n ? 0 : 1;
    }
    Value mask = Value.constant(Tensor.wrap(others, Shape.of(n, n)).cast(x.dtype()));
    double pairs = n * (n - 1.0) / 2;
    return cosines.times(mask).abs().sum().times(0.5 * factor / pairs);
  }
}
