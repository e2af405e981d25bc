package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.MatMul;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/** Matrix products; a transposed operand is a layout, a bias and what follows are fused. */
final class MatMuls {
  private MatMuls() {}

  static boolean emit(Node head, List<Node> tail, Emission e) {
    var op = (MatMul) head.op();
    Value a = head.in(0);
    Value b = head.in(1);
    Shape shape = head.result(0).shape();
    if (a.dtype() != DType.FLOAT32 || a.shape().size() == 0 || b.shape().size() == 0) {
      return false;
    }
    long n = shape.dim(-1);
    long k = a.dim(op.transposeA() ? -2 : -1);
    Shape lead = shape.range(0, shape.rank() - 2);
    Shape rows = Shape.of(shape.dim(-2));
    if (b.shape().size() == k * n && (lead.size() == 1 || !op.transposeA())) {
      // One matrix for all leading axes: they are just more rows.
      rows = Shape.of(Math.toIntExact(lead.size() * shape.dim(-2)));
      lead = Shape.scalar();
    }
    Descriptor left = matrix(lead, a.shape(), rows.dim(0), k, op.transposeA(), e);
    Descriptor right = matrix(lead, b.shape(), k, n, op.transposeB(), e);
    long[] dims = Handles.dims(lead.concat(rows).concat(Shape.of(shape.dim(-1))));
    Descriptor out = e.handles().dense(dims);
    return emit(new Operands(left, e.place(a), right, e.place(b), out, dims.length), head, tail, e);
  }

  private record Operands(
      Descriptor a, Place aPlace, Descriptor b, Place bPlace, Descriptor out, int rank) {}

  /** A matrix per entry of the leading axes, along which {@code operand} may broadcast. */
  private static Descriptor matrix(
      Shape lead, Shape operand, long rows, long columns, boolean transposed, Emission e) {
    int r = lead.rank();
    long[] dims = new long[r + 2];
    long[] strides = new long[r + 2];
    dims[r] = rows;
    dims[r + 1] = columns;
    strides[r] = transposed ? 1 : columns;
    strides[r + 1] = transposed ? rows : 1;
    long stride = rows * columns;
    for (int i = r - 1; i >= 0; i--) {
      int axis = i - r + operand.rank() - 2;
      dims[i] = axis < 0 ? 1 : operand.dim(axis);
      strides[i] = stride;
      stride *= dims[i];
    }
    return e.handles().strided(DType.FLOAT32, dims, strides);
  }

  private static boolean emit(Operands x, Node head, List<Node> tail, Emission e) {
    Shape shape = head.result(0).shape();
    boolean biased = !tail.isEmpty() && isBias(tail.get(0), head.result(0));
    long[] channels = new long[x.rank()];
    Arrays.fill(channels, 1);
    Descriptor one = e.handles().dense(channels.clone());
    channels[channels.length - 1] = shape.dim(-1);
    Descriptor row = e.handles().dense(channels);
    var ops = new PostOps();
    Value last = head.result(0);
    for (int i = 0; i < tail.size(); i++) {
      Node n = tail.get(i);
      if (i > 0 || !biased) {
        int at = n.inputs().indexOf(last);
        Eltwise.append(ops, n, at, s -> s.size() == 1 ? one : s.equals(shape) ? x.out() : row, e);
      }
      last = n.result(0);
    }
    @Nullable dnnl_memory_desc bias = biased ? row.handle() : null;
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_matmul_primitive_desc_create(
                        pd,
                        engine,
                        x.a().handle(),
                        x.b().handle(),
                        bias,
                        x.out().handle(),
                        attributes),
                ops)
            .filter(d -> tail.isEmpty() || !d.isReference());
    if (p.isEmpty()) {
      return false;
    }
    Call call =
        new Call(e, "matmul %s +%d".formatted(shape, tail.size()), p.get())
            .in(DNNL_ARG_SRC, x.a(), x.aPlace())
            .in(DNNL_ARG_WEIGHTS, x.b(), x.bPlace())
            .out(DNNL_ARG_DST, x.out(), e.result(last));
    if (biased) {
      call.in(DNNL_ARG_BIAS, row, e.place(other(tail.get(0), head.result(0))));
    }
    call.postOps(ops).emit();
    return true;
  }

  /** Whether the node adds one number per column. */
  static boolean isBias(Node n, Value x) {
    return n.op() instanceof Binary b
        && b.kind() == Binary.Kind.ADD
        && Eltwise.isChannels(other(n, x).shape(), x.shape());
  }

  static Value other(Node binary, Value x) {
    return binary.in(binary.in(0) == x ? 1 : 0);
  }
}
