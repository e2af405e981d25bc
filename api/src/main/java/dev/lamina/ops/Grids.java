package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Coordinates of grids, and powers. */
public final class Grids {
  private Grids() {}

  /**
   * The coordinates of a grid: of vectors [n1], [n2], … one tensor each.
   *
   * @param indexing xy: of shape [n2, n1, n3…]; ij: [n1, n2, n3…]
   */
  public record Meshgrid(String indexing) implements Operation {
    public Meshgrid {
      Require.that(
          List.of("xy", "ij").contains(indexing),
          "meshgrid: expected indexing xy or ij, got '%s'",
          indexing);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      int n = inputs.size();
      int[] axes = IntStream.range(0, n).toArray();
      if (indexing.equals("xy") && n > 1) {
        axes[0] = 1;
        axes[1] = 0;
      }
      int[] dims = new int[n];
      for (int i = 0; i < n; i++) {
        dims[axes[i]] = inputs.get(i).shape().intSize();
      }
      var out = new ArrayList<Value>();
      for (int i = 0; i < n; i++) {
        int[] line = IntStream.generate(() -> 1).limit(n).toArray();
        line[axes[i]] = dims[axes[i]];
        out.add(inputs.get(i).reshape(line).broadcastTo(Shape.of(dims)));
      }
      return out;
    }
  }

  /** The coordinates of elements of a shape by their number; whole numbers of any shape. */
  public record UnravelIndex(List<Integer> shape) implements Operation {
    public UnravelIndex {
      shape = List.copyOf(shape);
      Require.that(
          !shape.isEmpty() && shape.stream().allMatch(d -> d > 0),
          "unravel_index: expected sizes > 0, got %s",
          shape);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value rest = inputs.get(0);
      Require.that(
          !rest.dtype().isFloating() && rest.dtype() != DType.BOOL,
          "unravel_index: expected whole numbers, got %s",
          rest.type());
      var out = new ArrayList<Value>();
      for (int i = shape.size() - 1; i >= 0; i--) {
        Value n = Value.scalar(rest.dtype(), shape.get(i));
        Value whole = Pairwise.floorDivide(rest, n);
        out.add(0, rest.minus(whole.times(n)));
        rest = whole;
      }
      return out;
    }
  }

  /**
   * The powers of the elements of a vector (Vandermonde): [n] -> [n, N].
   *
   * @param N how many powers; empty: n
   * @param increasing from the power 0 on; else down to it
   */
  // N is Keras' name.
  @SuppressWarnings("MemberName")
  public record Vander(Optional<Integer> N, boolean increasing) implements Operation.OfOne {
    public Vander {
      Require.that(N.orElse(0) >= 0, "vander: expected N >= 0, got %s", N.orElse(0));
    }

    @Override
    public Value write(Value in) {
      Require.rank("vander", "a vector", in, 1, "[n]");
      Value x = Promotion.number(in);
      int n = x.dim(0);
      int powers = N.orElse(n);
      Tables.size("vander", n, powers);
      if (powers == 0) {
        return x.expandDims(1).slice(1, 0, 0);
      }
      Value ones = Value.full(x.type().withShape(Shape.of(n, 1)), 1);
      Value steps = x.expandDims(1).broadcastTo(Shape.of(n, powers - 1));
      Value all = powers == 1 ? ones : Value.concat(1, List.of(ones, steps));
      Value rising = new Running.Cumprod(Optional.of(1), Optional.empty()).write(all);
      return increasing ? rising : rising.reverse(1);
    }
  }
}
