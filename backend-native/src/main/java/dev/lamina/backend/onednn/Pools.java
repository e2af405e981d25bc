package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Pooling and its gradients. Max pooling remembers where the maxima were if a gradient follows. */
final class Pools {
  private Pools() {}

  static boolean forward(Node head, List<Node> tail, Emission e) {
    var op = (Pool) head.op();
    Value x = head.in(0);
    Value y = head.result(0);
    if (!isSupported(head)) {
      return false;
    }
    if (op.kind() == Pool.Kind.MAX
        && e.uses().consumers(y).stream().anyMatch(n -> follows(n, op, y))) {
      return training(op.window(), op.size(), x, y, e.result(y), e);
    }
    int algorithm =
        op.kind() == Pool.Kind.MAX ? dnnl_pooling_max : dnnl_pooling_avg_exclude_padding;
    var l = new Layout(op.window(), op.size(), x.shape(), y.shape(), e);
    Optional<PrimitiveDescriptor> p = l.forward(dnnl_forward_inference, algorithm, e);
    p.ifPresent(
        d ->
            new Call(e, "pool " + y.shape(), d)
                .in(DNNL_ARG_SRC, l.x, e.place(x))
                .out(DNNL_ARG_DST, l.y, e.result(y))
                .emit());
    return p.isPresent();
  }

  /** Whether {@code n} is the gradient of this pooling. */
  private static boolean follows(Node n, Pool op, Value y) {
    return n.op() instanceof MaxPoolGrad g
        && n.in(1) == y
        && n.in(0) == y.node().in(0)
        && g.window().equals(op.window())
        && g.size().equals(op.size());
  }

  private static boolean isSupported(Node n) {
    return n.result(0).dtype() == DType.FLOAT32 && n.result(0).shape().size() > 0;
  }

  /** Max pooling that stores the positions of the maxima. */
  private static boolean training(
      Window window, List<Integer> size, Value x, Value y, Place out, Emission e) {
    var l = new Layout(window, size, x.shape(), y.shape(), e);
    Optional<PrimitiveDescriptor> p = l.forward(dnnl_forward_training, dnnl_pooling_max, e);
    if (p.isEmpty()) {
      return false;
    }
    Descriptor positions = p.get().layout(dnnl_query_workspace_md, 0);
    var workspace = new Workspace(p.get(), positions, e.temporary(positions.bytes()));
    e.keep(y, workspace);
    new Call(e, "max_pool " + y.shape(), p.get())
        .in(DNNL_ARG_SRC, l.x, e.place(x))
        .out(DNNL_ARG_DST, l.y, out)
        .out(DNNL_ARG_WORKSPACE, positions, workspace.place())
        .emit();
    return true;
  }

  static boolean maxGrad(Node head, List<Node> tail, Emission e) {
    var op = (MaxPoolGrad) head.op();
    Value x = head.in(0);
    Value y = head.in(1);
    if (!isSupported(head)) {
      return false;
    }
    boolean known =
        y.op() instanceof Pool pool && follows(head, pool, y) && e.workspace(y).isPresent();
    if (!known && !training(op.window(), op.size(), x, y, e.temporary(y.type()), e)) {
      return false;
    }
    Workspace workspace = e.workspace(y).orElseThrow();
    var l = new Layout(op.window(), op.size(), x.shape(), y.shape(), e);
    Optional<PrimitiveDescriptor> p = l.backward(dnnl_pooling_max, workspace.forward(), e);
    p.ifPresent(
        d ->
            new Call(e, "max_pool_grad " + x.shape(), d)
                .in(DNNL_ARG_DIFF_DST, l.y, e.place(head.in(2)))
                .in(DNNL_ARG_WORKSPACE, workspace.layout(), workspace.place())
                .out(DNNL_ARG_DIFF_SRC, l.x, e.result(head.result(0)))
                .emit());
    return p.isPresent();
  }

  static boolean avgGrad(Node head, List<Node> tail, Emission e) {
    var op = (AvgPoolGrad) head.op();
    if (!isSupported(head)) {
      return false;
    }
    var l = new Layout(op.window(), op.size(), op.input(), head.in(0).shape(), e);
    Optional<PrimitiveDescriptor> p =
        l.forward(dnnl_forward_training, dnnl_pooling_avg_exclude_padding, e)
            .flatMap(f -> l.backward(dnnl_pooling_avg_exclude_padding, f, e));
    p.ifPresent(
        d ->
            new Call(e, "avg_pool_grad " + op.input(), d)
                .in(DNNL_ARG_DIFF_DST, l.y, e.place(head.in(0)))
                .out(DNNL_ARG_DIFF_SRC, l.x, e.result(head.result(0)))
                .emit());
    return p.isPresent();
  }

  /** Operands and window in the library's terms. */
  private static final class Layout {
    private final Descriptor x;
    private final Descriptor y;
    private final long[] strides;
    private final long[] size;
    private final long[] dilation;
    private final long[] padLo;
    private final long[] padHi;

    Layout(Window w, List<Integer> size, Shape x, Shape y, Emission e) {
      this.x = Channels.plain(x, e);
      this.y = Channels.plain(y, e);
      this.strides = ConvLayout.longs(w.strides(), 0);
      this.size = ConvLayout.longs(size, 0);
      this.dilation = ConvLayout.longs(w.dilation(), -1);
      this.padLo = ConvLayout.longs(w.padLo(), 0);
      this.padHi = ConvLayout.longs(w.padHi(), 0);
    }

    Optional<PrimitiveDescriptor> forward(int purpose, int algorithm, Emission e) {
      return e.handles()
          .describe(
              (pd, engine, attributes) ->
                  dnnl_pooling_forward_primitive_desc_create(
                      pd,
                      engine,
                      purpose,
                      algorithm,
                      x.handle(),
                      y.handle(),
                      strides,
                      size,
                      dilation,
                      padLo,
                      padHi,
                      attributes));
    }

    Optional<PrimitiveDescriptor> backward(int algorithm, PrimitiveDescriptor forward, Emission e) {
      return e.handles()
          .describe(
              (pd, engine, attributes) ->
                  dnnl_pooling_backward_primitive_desc_create(
                      pd,
                      engine,
                      algorithm,
                      x.handle(),
                      y.handle(),
                      strides,
                      size,
                      dilation,
                      padLo,
                      padHi,
                      forward.handle(),
                      attributes));
    }
  }
}
