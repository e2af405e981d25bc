package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Products of matrices, and parts of them. Leading axes are a batch. */
public final class Linear {
  private Linear() {}

  /** Matrix product over the last two axes; a vector counts as a row or a column. */
  public record Matmul() implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both = Promotion.together(List.of(x1, x2));
      Value a = both.get(0);
      Value b = both.get(1);
      Value row = a.rank() == 1 ? a.expandDims(0) : a;
      Value column = b.rank() == 1 ? b.expandDims(1) : b;
      Value out = row.matmul(column);
      out = b.rank() == 1 ? out.squeeze(-1) : out;
      return a.rank() == 1 ? out.squeeze(b.rank() == 1 ? -1 : -2) : out;
    }
  }

  /** Sum over the last axis of x1 and the last but one (of a vector: the only) of x2. */
  public record Dot() implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      if (x1.rank() == 0 || x2.rank() == 0) {
        List<Value> both = Promotion.together(List.of(x1, x2));
        return both.get(0).times(both.get(1));
      }
      return contract(x1, x2, List.of(x1.rank() - 1), List.of(Math.max(0, x2.rank() - 2)));
    }
  }

  /** Sum over the last axis of both. */
  public record Inner() implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      return contract(x1, x2, List.of(x1.rank() - 1), List.of(x2.rank() - 1));
    }
  }

  /** All products of an element of x1 with one of x2: [size of x1, size of x2]. */
  public record Outer() implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both = Promotion.together(List.of(x1, x2));
      return both.get(0)
          .reshape(both.get(0).shape().intSize(), 1)
          .times(both.get(1).reshape(1, both.get(1).shape().intSize()));
    }
  }

  /** Sum of the products of all elements. */
  public record Vdot() implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both = Promotion.together(List.of(x1, x2));
      return both.get(0)
          .reshape(both.get(0).shape().intSize())
          .times(both.get(1).reshape(both.get(1).shape().intSize()))
          .sum();
    }
  }

  /**
   * Sum over pairs of axes.
   *
   * @param axes one number: the last so many of x1 with the first of x2; two lists: of x1, of x2
   */
  public record Tensordot(List<Ints> axes) implements Operation.OfTwo {
    public Tensordot {
      axes = List.copyOf(axes);
    }

    @Override
    public Value write(Value x1, Value x2) {
      if (axes.size() == 2) {
        return contract(x1, x2, of(axes.get(0), x1), of(axes.get(1), x2));
      }
      int n = axes.get(0).get();
      return contract(
          x1,
          x2,
          IntStream.range(x1.rank() - n, x1.rank()).boxed().toList(),
          IntStream.range(0, n).boxed().toList());
    }

    private static List<Integer> of(Ints axes, Value x) {
      return axes.values().stream().map(x.shape()::axis).toList();
    }
  }

  private static Value contract(Value x1, Value x2, List<Integer> of1, List<Integer> of2) {
    List<Value> both = Promotion.together(List.of(x1, x2));
    List<Integer> free1 = others(x1, of1);
    List<Integer> free2 = others(x2, of2);
    Shape left = sizes(x1, free1);
    Shape right = sizes(x2, free2);
    Shape inner = sizes(x1, of1);
    if (!inner.equals(sizes(x2, of2))) {
      throw new IllegalArgumentException(
          "tensordot: axes %s of %s and %s of %s differ in size"
              .formatted(of1, x1.shape(), of2, x2.shape()));
    }
    int n = inner.intSize();
    Value a = both.get(0).transpose(joined(free1, of1)).reshape(left.intSize(), n);
    Value b = both.get(1).transpose(joined(of2, free2)).reshape(n, right.intSize());
    return a.matmul(b).reshape(left.concat(right));
  }

  private static List<Integer> others(Value x, List<Integer> axes) {
    return IntStream.range(0, x.rank()).filter(i -> !axes.contains(i)).boxed().toList();
  }

  private static Shape sizes(Value x, List<Integer> axes) {
    return Shape.of(axes.stream().map(x::dim).toList());
  }

  private static int[] joined(List<Integer> a, List<Integer> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Sums of products by index, such as {@code bte,bse->bts} (Einstein's notation). */
  public record Einsum(String subscripts) implements Operation {
    @Override
    public List<Value> write(List<Value> inputs) {
      return List.of(
          Value.of(new dev.lamina.graph.op.Einsum(subscripts), Promotion.together(inputs)));
    }
  }

  /** The vector product of three-vectors on an axis. */
  public record Cross(int axisa, int axisb, int axisc, Optional<Integer> axis)
      implements Operation.OfTwo {
    @Override
    public Value write(Value x1, Value x2) {
      List<Value> both = Promotion.together(List.of(x1, x2));
      Value a = moved(both.get(0), axis.orElse(axisa), -1);
      Value b = moved(both.get(1), axis.orElse(axisb), -1);
      if (a.dim(-1) != 3 || b.dim(-1) != 3) {
        throw new IllegalArgumentException(
            "cross: expected vectors of size 3, got shapes %s and %s"
                .formatted(x1.shape(), x2.shape()));
      }
      Value left = turned(a, 1).times(turned(b, 2));
      Value right = turned(a, 2).times(turned(b, 1));
      return moved(left.minus(right), -1, axis.orElse(axisc));
    }

    private static Value moved(Value x, int from, int to) {
      return new Shaping.Moveaxis(Ints.of(from), Ints.of(to)).write(x);
    }

    private static Value turned(Value x, int by) {
      return Value.concat(x.rank() - 1, List.of(x.slice(-1, by, 3), x.slice(-1, 0, by)));
    }
  }

  /**
   * The diagonal of two axes, as the last axis of the result.
   *
   * @param offset how far above the main one
   */
  public record Diagonal(int offset, int axis1, int axis2) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      Value m =
          new Shaping.Moveaxis(
                  Ints.list(List.of(axis1, axis2)), Ints.list(List.of(x.rank() - 2, x.rank() - 1)))
              .write(x);
      int rows = m.dim(-2);
      int columns = m.dim(-1);
      int first = offset < 0 ? -offset * columns : offset;
      int n = Math.max(0, Math.min(rows - Math.max(0, -offset), columns - Math.max(0, offset)));
      Shape batch = m.shape().range(0, m.rank() - 2);
      Value flat = m.reshape(batch.concat(Shape.of(rows * columns)));
      int[] at = IntStream.range(0, n).map(i -> first + i * (columns + 1)).toArray();
      Value places = Value.constant(dev.lamina.tensor.Tensor.of(at, n));
      return flat.gather(flat.rank() - 1, places);
    }
  }

  /** The sum of the diagonal of two axes. */
  public record Trace(int offset, int axis1, int axis2) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return Promotion.number(new Diagonal(offset, axis1, axis2).write(x)).sum(-1);
    }
  }

  /** Of a vector: the matrix with it on the diagonal; of a matrix: its diagonal. */
  public record Diag(int k) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      if (x.rank() == 2) {
        return new Diagonal(k, 0, 1).write(x);
      }
      int n = x.dim(0) + Math.abs(k);
      Value eye = relation(n, x.dim(0), Math.min(k, 0)).eq(0).cast(x.dtype());
      Value rows = eye.times(x.expandDims(0));
      return rows.pad(
          new int[] {0, Math.max(0, k)}, new int[] {0, n - x.dim(0) - Math.max(0, k)}, 0);
    }
  }

  /** column - row - k of a matrix, int32. */
  private static Value relation(int rows, int columns, int k) {
    var type = new TensorType(DType.INT32, Shape.of(rows, columns));
    return Value.of(new Iota(type, 1)).minus(Value.of(new Iota(type, 0))).minus(k);
  }

  /** Zeros above the k-th diagonal of the last two axes. */
  public record Tril(int k) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return part(x, relation(x.dim(-2), x.dim(-1), k).le(Value.scalar(DType.INT32, 0)));
    }
  }

  /** Zeros below the k-th diagonal of the last two axes. */
  public record Triu(int k) implements Operation.OfOne {
    @Override
    public Value write(Value x) {
      return part(x, relation(x.dim(-2), x.dim(-1), k).ge(0));
    }
  }

  private static Value part(Value x, Value keep) {
    return keep.broadcastTo(x.shape()).select(x, Value.scalar(x.dtype(), 0).broadcastTo(x.shape()));
  }
}
