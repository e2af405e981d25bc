package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Chains of elementwise ops as one binary or eltwise primitive with post-operations. */
final class EltwiseChains {
  private EltwiseChains() {}

  static boolean emit(Node head, List<Node> tail, Emission e) {
    Shape shape = head.result(0).shape();
    if (!Eltwise.worthPrimitive(head, e.resources().costs()) || shape.size() == 0) {
      return false;
    }
    List<Shape> operands = new ArrayList<>();
    head.inputs().forEach(in -> operands.add(in.shape()));
    tail.forEach(n -> n.inputs().forEach(in -> operands.add(in.shape())));
    Collapsed collapsed = Collapsed.of(shape, operands);
    Eltwise.Operands layouts = s -> e.handles().dense(collapsed.dims(s));
    Value result = (tail.isEmpty() ? head : tail.get(tail.size() - 1)).result(0);
    int base = base(head, shape);
    if (base < 0 && !(head.op() instanceof Binary)) {
      return false;
    }
    var out = new At(layouts.layout(shape), e.result(result));
    var primitives = new Primitives(e);
    var ops = new PostOps();
    if (head.op() instanceof Binary b && (base <= 0 || commutes(b.kind())) && isPlain(head, base)) {
      Value first = head.in(Math.max(base, 0));
      Value second = head.in(1 - Math.max(base, 0));
      follow(ops, head, tail, layouts, e);
      return primitives.binary(
          "binary " + shape,
          Eltwise.algorithm(b.kind()),
          new At(layouts.layout(first.shape()), e.place(first)),
          new At(layouts.layout(second.shape()), e.place(second)),
          out,
          ops);
    }
    if (base < 0) {
      return false;
    }
    Eltwise.append(ops, head, base, layouts, e);
    follow(ops, head, tail, layouts, e);
    Value x = head.in(base);
    var in = new At(layouts.layout(x.shape()), e.place(x));
    return primitives.map("eltwise " + shape, in, out, ops);
  }

  /** Which input has the result's shape; the other, if any, broadcasts. Negative if none has. */
  private static int base(Node head, Shape shape) {
    for (int i = 0; i < head.inputs().size(); i++) {
      // x op c is f(x), not c op x.
      boolean constant = head.inputs().size() > 1 && Scalars.of(head.in(i)).isPresent();
      if (!constant && head.in(i).shape().equals(shape)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean commutes(Binary.Kind kind) {
    return kind != Binary.Kind.SUB && kind != Binary.Kind.DIV && kind != Binary.Kind.POW;
  }

  /** Whether both operands are read from memory. */
  private static boolean isPlain(Node head, int base) {
    return base < 0 || Scalars.of(head.in(1 - base)).isEmpty();
  }

  private static void follow(
      PostOps ops, Node head, List<Node> tail, Eltwise.Operands layouts, Emission e) {
    Value before = head.result(0);
    for (Node n : tail) {
      Eltwise.append(ops, n, n.inputs().indexOf(before), layouts, e);
      before = n.result(0);
    }
  }
}
