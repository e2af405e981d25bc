package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_eq;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_ge;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_gt;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_le;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_lt;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_ne;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create_v2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_select;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Select;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Large comparisons of floats and choices between them. */
final class Conditions {
  private Conditions() {}

  /** Whether the library may be asked. */
  static boolean worthPrimitive(Node n, Costs costs) {
    Shape shape = n.result(0).shape();
    if (costs.isSmall(shape) || shape.size() == 0) {
      return false;
    }
    if (n.op() instanceof Compare) {
      return n.in(0).dtype() == DType.FLOAT32 && n.in(0).shape().equals(shape);
    }
    return n.op() instanceof Select
        && n.in(1).dtype() == DType.FLOAT32
        && n.in(0).shape().equals(shape)
        && n.in(1).shape().equals(shape);
  }

  static boolean compare(Node head, List<Node> tail, Emission e) {
    if (!worthPrimitive(head, e.resources().costs())) {
      return false;
    }
    int algorithm =
        switch (((Compare) head.op()).kind()) {
          case EQ -> dnnl_binary_eq;
          case NE -> dnnl_binary_ne;
          case LT -> dnnl_binary_lt;
          case LE -> dnnl_binary_le;
          case GT -> dnnl_binary_gt;
          case GE -> dnnl_binary_ge;
        };
    Collapsed c = collapsed(head);
    return new Primitives(e)
        .binary(
            "compare " + head.result(0).shape(),
            algorithm,
            operand(head.in(0), c, e),
            operand(head.in(1), c, e),
            new At(layout(head.result(0), c, e), e.result(head.result(0))),
            new PostOps());
  }

  private static Collapsed collapsed(Node n) {
    return Collapsed.of(n.result(0).shape(), n.inputs().stream().map(Value::shape).toList());
  }

  private static Descriptor layout(Value v, Collapsed c, Emission e) {
    long[] own = c.dims(v.shape());
    // With one axis the library has only its reference code for results of another type.
    long[] dims = own.length > 1 ? own : new long[] {1, own[0]};
    return e.handles().strided(v.dtype(), dims, Handles.strides(dims));
  }

  private static At operand(Value v, Collapsed c, Emission e) {
    return new At(layout(v, c, e), e.place(v));
  }

  static boolean select(Node head, List<Node> tail, Emission e) {
    if (!worthPrimitive(head, e.resources().costs())) {
      return false;
    }
    Collapsed c = collapsed(head);
    At condition = operand(head.in(0), c, e);
    At a = operand(head.in(1), c, e);
    At b = operand(head.in(2), c, e);
    var out = new At(layout(head.result(0), c, e), e.result(head.result(0)));
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_binary_primitive_desc_create_v2(
                        pd,
                        engine,
                        dnnl_binary_select,
                        a.layout().handle(),
                        b.layout().handle(),
                        condition.layout().handle(),
                        out.layout().handle(),
                        attributes))
            .filter(d -> !d.isReference());
    p.ifPresent(
        d ->
            new Call(e, "select " + head.result(0).shape(), d)
                .in(DNNL_ARG_SRC_0, a.layout(), a.place())
                .in(DNNL_ARG_SRC_1, b.layout(), b.place())
                .in(DNNL_ARG_SRC_2, condition.layout(), condition.place())
                .out(DNNL_ARG_DST, out.layout(), out.place())
                .emit());
    return p.isPresent();
  }
}
