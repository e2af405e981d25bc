package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Local rewrites that never change a finite result: neutral elements (x + 0, x * 1, …), double
 * negation, arithmetic of uniform constants, chains of reshapes, and broadcasts that an elementwise
 * op does by itself.
 */
public final class Simplify {
  private Simplify() {}

  public static Graph apply(Graph graph) {
    return GraphMap.apply(
        graph,
        (node, in) ->
            node.results().size() == 1 ? List.of(rewrite(node, in)) : GraphMap.same(node, in));
  }

  private static Value rewrite(Node node, List<Value> in) {
    Op op = node.op();
    Shape shape = node.result(0).shape();
    OptionalDouble known = fold(op, in);
    if (known.isPresent() && !alreadyUniform(op)) {
      return Value.full(node.result(0).type(), known.getAsDouble());
    }
    if (op instanceof Binary b) {
      Value a = unbroadcast(in.get(0), in.get(1), shape);
      Value c = unbroadcast(in.get(1), a, shape);
      Value kept = neutral(b, a, c);
      return kept.shape().equals(shape) ? kept : Value.of(op, a, c);
    }
    if (op instanceof Select && in.get(1) == in.get(2) && in.get(1).shape().equals(shape)) {
      return in.get(1);
    }
    if (op instanceof Unary u
        && u.kind() == Unary.Kind.NEG
        && in.get(0).op() instanceof Unary inner
        && inner.kind() == Unary.Kind.NEG) {
      return in.get(0).node().in(0);
    }
    if (op instanceof Reshape) {
      Value x = in.get(0).op() instanceof Reshape ? in.get(0).node().in(0) : in.get(0);
      return x.reshape(shape);
    }
    if (op instanceof Transpose t && in.get(0).op() instanceof Transpose inner) {
      int[] perm = t.perm().stream().mapToInt(i -> inner.perm().get(i)).toArray();
      return in.get(0).node().in(0).transpose(perm);
    }
    if (op instanceof Broadcast) {
      Value x = in.get(0).op() instanceof Broadcast ? in.get(0).node().in(0) : in.get(0);
      return x.broadcastTo(shape);
    }
    return GraphMap.same(node, in).get(0);
  }

  /** A broadcast of a constant is the simplest form of a uniform value. */
  private static boolean alreadyUniform(Op op) {
    return op instanceof Broadcast || op instanceof Constant;
  }

  /** The one value of all elements of a result, where that follows from uniform constants. */
  private static OptionalDouble fold(Op op, List<Value> in) {
    if (in.isEmpty() || !in.get(0).dtype().isFloating()) {
      return OptionalDouble.empty();
    }
    OptionalDouble a = uniform(in.get(0));
    if (a.isEmpty()) {
      return a;
    }
    if (op instanceof Reshape || op instanceof Transpose || op instanceof Slice) {
      return a;
    }
    if (op instanceof Binary b && uniform(in.get(1)).isPresent()) {
      double x = a.getAsDouble();
      double y = uniform(in.get(1)).getAsDouble();
      return switch (b.kind()) {
        case ADD -> OptionalDouble.of(x + y);
        case SUB -> OptionalDouble.of(x - y);
        case MUL -> OptionalDouble.of(x * y);
        case DIV -> OptionalDouble.of(x / y);
        default -> OptionalDouble.empty();
      };
    }
    return OptionalDouble.empty();
  }

  /** The source of a broadcast, where the other operand alone gives the result its shape. */
  private static Value unbroadcast(Value v, Value other, Shape result) {
    return v.op() instanceof Broadcast && other.shape().equals(result) ? v.node().in(0) : v;
  }

  /** The operand that alone is the result, or the result itself. */
  private static Value neutral(Binary b, Value a, Value c) {
    OptionalDouble left = uniform(a);
    OptionalDouble right = uniform(c);
    return switch (b.kind()) {
      case ADD -> is(left, 0) ? c : is(right, 0) ? a : Value.of(b, a, c);
      case SUB -> is(right, 0) ? a : Value.of(b, a, c);
      case MUL -> is(left, 1) ? c : is(right, 1) ? a : Value.of(b, a, c);
      case DIV, POW -> is(right, 1) ? a : Value.of(b, a, c);
      default -> Value.of(b, a, c);
    };
  }

  private static boolean is(OptionalDouble v, double expected) {
    return v.isPresent() && v.getAsDouble() == expected;
  }

  /** The value of a constant whose elements are all the same. */
  private static OptionalDouble uniform(Value v) {
    if (v.op() instanceof Broadcast) {
      return uniform(v.node().in(0));
    }
    return v.op() instanceof Constant c && c.value().size() == 1
        ? OptionalDouble.of(c.value().getDouble(0))
        : OptionalDouble.empty();
  }
}
