package dev.lamina.graph.op;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A value whose axes have labels: an input of an {@link Einsum}, or a product of some. */
record EinsumTerm(Value value, List<Integer> labels) {
  EinsumTerm {
    labels = List.copyOf(labels);
  }

  /** An input; axes of one label become their diagonal, axes of size one are repeated. */
  static EinsumTerm of(Value value, List<Integer> labels, Map<Integer, Integer> sizes) {
    Shape full = Shape.of(labels.stream().mapToInt(l -> sizes.getOrDefault(l, 1)).toArray());
    var term = new EinsumTerm(value.broadcastTo(full), labels);
    for (int i = 0; i < term.labels.size(); i++) {
      int j = term.labels.lastIndexOf(term.labels.get(i));
      if (j > i) {
        term = term.diagonal(i, j);
        i = -1;
      }
    }
    return term;
  }

  /** Axes i and j, of one size n, become one at the end: every (n + 1)-th of their n² elements. */
  private EinsumTerm diagonal(int i, int j) {
    var order = new ArrayList<Integer>();
    var rest = new ArrayList<Integer>();
    for (int a = 0; a < labels.size(); a++) {
      if (a != i && a != j) {
        order.add(a);
        rest.add(labels.get(a));
      }
    }
    Shape outer = Shape.of(order.stream().mapToInt(value::dim).toArray());
    int n = value.dim(i);
    order.add(i);
    order.add(j);
    rest.add(labels.get(i));
    Value flat = value.transpose(ints(order)).reshape(outer.concat(Shape.of(n * n)));
    int[] start = new int[flat.rank()];
    int[] stride = ints(Collections.nCopies(flat.rank(), 1));
    stride[flat.rank() - 1] = n + 1;
    return new EinsumTerm(flat.slice(start, flat.shape().toArray(), stride), rest);
  }

  /** The product, summed over what is not {@code needed} any more. */
  EinsumTerm times(EinsumTerm other, List<Integer> needed) {
    var keep = new ArrayList<>(needed);
    keep.addAll(other.labels);
    EinsumTerm a = sumTo(keep);
    keep.clear();
    keep.addAll(needed);
    keep.addAll(labels);
    EinsumTerm b = other.sumTo(keep);
    List<Integer> shared = a.labels.stream().filter(b.labels::contains).toList();
    List<Integer> batch = shared.stream().filter(needed::contains).toList();
    List<Integer> summed = shared.stream().filter(l -> !needed.contains(l)).toList();
    List<Integer> left = a.labels.stream().filter(l -> !shared.contains(l)).toList();
    List<Integer> right = b.labels.stream().filter(l -> !shared.contains(l)).toList();
    if (summed.isEmpty() || !value.dtype().isFloating()) {
      return a.elementwise(b, batch, left, right, summed);
    }
    // Both as matrices, one per entry of batch; where the axes lie the other way round already, the
    // product transposes.
    boolean turnA = !a.lies(batch, left, summed) && a.lies(batch, summed, left);
    boolean turnB = !b.lies(batch, summed, right) && b.lies(batch, right, summed);
    Value x = turnA ? a.matrix(batch, summed, left) : a.matrix(batch, left, summed);
    Value y = turnB ? b.matrix(batch, right, summed) : b.matrix(batch, summed, right);
    Shape out = a.sizes(batch).concat(a.sizes(left)).concat(b.sizes(right));
    return new EinsumTerm(x.matmul(y, turnA, turnB).reshape(out), join(batch, left, right));
  }

  private EinsumTerm elementwise(
      EinsumTerm b,
      List<Integer> batch,
      List<Integer> left,
      List<Integer> right,
      List<Integer> summed) {
    List<Integer> all = join(join(batch, left, right), summed, List.of());
    EinsumTerm product = new EinsumTerm(spread(all).times(b.spread(all)), all);
    return product.sumTo(join(batch, left, right));
  }

  /** The value with these axes in this order, of size one where it has none. */
  private Value spread(List<Integer> all) {
    List<Integer> own = all.stream().filter(labels::contains).toList();
    Shape shape =
        Shape.of(
            all.stream()
                .mapToInt(l -> labels.contains(l) ? value.dim(labels.indexOf(l)) : 1)
                .toArray());
    return as(own).value.reshape(shape);
  }

  private EinsumTerm sumTo(List<Integer> keep) {
    List<Integer> kept = labels.stream().filter(keep::contains).toList();
    int[] summed =
        labels.stream().filter(l -> !keep.contains(l)).mapToInt(labels::indexOf).toArray();
    return summed.length == 0 ? this : new EinsumTerm(value.sum(summed), kept);
  }

  /** The axes in this order; others are summed over. */
  EinsumTerm as(List<Integer> order) {
    EinsumTerm kept = sumTo(order);
    return new EinsumTerm(
        kept.value.transpose(order.stream().mapToInt(kept.labels::indexOf).toArray()), order);
  }

  private boolean lies(List<Integer> first, List<Integer> second, List<Integer> third) {
    return labels.equals(join(first, second, third));
  }

  private Value matrix(List<Integer> batch, List<Integer> rows, List<Integer> columns) {
    Shape shape = Shape.of(sizes(rows).intSize(), sizes(columns).intSize());
    return as(join(batch, rows, columns)).value.reshape(sizes(batch).concat(shape));
  }

  private Shape sizes(List<Integer> some) {
    return Shape.of(some.stream().mapToInt(l -> value.dim(labels.indexOf(l))).toArray());
  }

  private static List<Integer> join(List<Integer> a, List<Integer> b, List<Integer> c) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    all.addAll(c);
    return List.copyOf(all);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
