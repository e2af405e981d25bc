package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;

/** How much rows and sequences have to do with each other. */
public final class Statistics {
  private Statistics() {}

  /** Pearson's correlation coefficients of the rows of x: [n, samples] -> [n, n], in [-1, 1]. */
  public record Corrcoef() implements Operation.OfOne {
    @Override
    public Value write(Value in) {
      Require.rank("corrcoef", "variables", in, 2, "[n, samples]");
      Value x = Promotion.floating(in);
      Value centered = x.minus(x.reduce(Reduce.Kind.MEAN, true, 1));
      Value products = centered.matmul(centered, false, true);
      Value lengths = centered.square().sum(1).sqrt();
      return products.div(lengths.expandDims(1).times(lengths.expandDims(0))).clip(-1, 1);
    }
  }

  /**
   * c[k] = Σ x1[j + k] x2[j] of vectors [n] and [m].
   *
   * @param mode valid: where the shorter one lies within the longer one, [max - min + 1]; same:
   *     [max]; full: where they overlap at all, [n + m - 1]
   */
  public record Correlate(String mode) implements Operation.OfTwo {
    public Correlate {
      Require.that(
          List.of("valid", "same", "full").contains(mode),
          "correlate: expected mode valid, same or full, got '%s'",
          mode);
    }

    @Override
    public Value write(Value x1, Value x2) {
      Require.rank("correlate", "a first vector", x1, 1, "[n]");
      Require.rank("correlate", "a second vector", x2, 1, "[m]");
      List<Value> both =
          Promotion.together(List.of(Promotion.floating(x1), Promotion.floating(x2)));
      int n = x1.dim(0);
      int m = x2.dim(0);
      Require.that(
          n > 0 && m > 0, "correlate: expected numbers, got %s and %s", x1.shape(), x2.shape());
      List<Integer> one = List.of(1);
      List<Integer> around = List.of(m - 1);
      Value full =
          Value.of(
                  new Conv(new Window(one, around, around, one), 1),
                  both.get(0).reshape(1, n, 1),
                  both.get(1).reshape(m, 1, 1))
              .reshape(Shape.of(n + m - 1));
      int least = Math.min(n, m);
      return switch (mode) {
        case "valid" -> full.slice(0, least - 1, Math.max(n, m));
        case "same" -> full.slice(0, (least - 1) / 2, (least - 1) / 2 + Math.max(n, m));
        default -> full;
      };
    }
  }

  /** Euclid's distances between the rows of x: [..., n, d] and y: [..., m, d] -> [..., n, m]. */
  public record CDist() implements Operation.OfTwo {
    @Override
    public Value write(Value x, Value y) {
      Require.that(
          x.rank() >= 2 && y.rank() >= 2 && x.dim(-1) == y.dim(-1),
          "cdist: expected rows of one length [..., n, d] and [..., m, d], got %s and %s",
          x.shape(),
          y.shape());
      List<Value> both = Promotion.together(List.of(Promotion.floating(x), Promotion.floating(y)));
      Value rows = both.get(0).expandDims(x.rank() - 1);
      Value columns = both.get(1).expandDims(y.rank() - 2);
      return rows.minus(columns).square().sum(-1).sqrt();
    }
  }

  /** Whether all elements are close to each other; see {@link Assembling.Isclose}. A scalar. */
  public record AllClose(double rtol, double atol, boolean equalNan) implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      Value close = new Assembling.Isclose(equalNan, rtol, atol).write(x1, x2);
      return close.cast(DType.INT32).minOver().gt(0);
    }
  }
}
