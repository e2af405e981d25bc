package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Lstm;
import dev.lamina.graph.op.LstmGrad;
import java.util.List;
import java.util.Optional;

/**
 * LSTM layers as the library's primitives. The gradient needs the workspace of the forward pass: a
 * pair that does not belong together, and a use of the cell states, are lowered.
 */
final class Lstms {
  private Lstms() {}

  static boolean forward(Node head, List<Node> tail, Emission e) {
    boolean training = !e.uses().consumers(head.result(3)).isEmpty();
    boolean ours =
        !e.uses().isResult(head.result(3))
            && e.uses().consumers(head.result(3)).stream().allMatch(n -> belongs(n, head));
    if (!ours || !isFloat(head)) {
      return Inline.emit(head, e);
    }
    var l = new LstmLayout(head.in(0).shape(), head.in(1).shape(), isReverse(head), e);
    Optional<PrimitiveDescriptor> p = l.forward(training, e);
    if (p.isEmpty()) {
      return Inline.emit(head, e);
    }
    Call call = new Call(e, "lstm " + head.result(0).shape(), p.get());
    operands(call, head.inputs(), p.get(), l, e);
    call.out(DNNL_ARG_DST_LAYER, l.y, e.result(head.result(0)))
        .out(DNNL_ARG_DST_ITER, l.state, e.result(head.result(1)))
        .out(DNNL_ARG_DST_ITER_C, l.state, e.result(head.result(2)));
    if (training) {
      Descriptor layout = p.get().layout(dnnl_query_workspace_md, 0);
      var workspace = new Workspace(p.get(), layout, e.temporary(layout.bytes()));
      e.keep(head.result(0), workspace);
      call.out(DNNL_ARG_WORKSPACE, layout, workspace.place());
    }
    call.emit();
    return true;
  }

  private static boolean isFloat(Node n) {
    return n.inputs().stream().allMatch(v -> v.shape().size() > 0);
  }

  private static boolean isReverse(Node n) {
    return n.op() instanceof Lstm l ? l.reverse() : ((LstmGrad) n.op()).reverse();
  }

  /** Whether {@code n} is the gradient of this very LSTM, through h and the last c only. */
  private static boolean belongs(Node n, Node lstm) {
    return n.op() instanceof LstmGrad g
        && g.reverse() == isReverse(lstm)
        && n.inputs().subList(0, 6).equals(lstm.inputs())
        && n.in(6) == lstm.result(0)
        && n.in(7) == lstm.result(3)
        && Scalars.of(n.in(11)).orElse(1) == 0;
  }

  static boolean backward(Node head, List<Node> tail, Emission e) {
    Value h = head.in(6);
    Optional<Workspace> known = e.workspace(h).filter(w -> belongs(head, h.node()));
    if (known.isEmpty()) {
      return Inline.emit(head, e);
    }
    Workspace workspace = known.get();
    var l = new LstmLayout(head.in(0).shape(), head.in(1).shape(), isReverse(head), e);
    PrimitiveDescriptor p = l.backward(workspace.forward(), e);
    var w = new At(p.layout(dnnl_query_diff_weights_md, 0), temporary(p, 0, e));
    var r = new At(p.layout(dnnl_query_diff_weights_md, 1), temporary(p, 1, e));
    Place bias = e.result(head.result(5));
    // The library adds to these.
    Zeros.emit(w.place(), e);
    Zeros.emit(r.place(), e);
    Zeros.emit(bias, e);
    Call call = new Call(e, "lstm_grad " + h.shape(), p);
    operands(call, head.inputs(), p, l, e);
    call.in(DNNL_ARG_DST_LAYER, l.y, e.place(h))
        .in(DNNL_ARG_DST_ITER, l.state, e.place(h.node().result(1)))
        .in(DNNL_ARG_DST_ITER_C, l.state, e.place(h.node().result(2)))
        .in(DNNL_ARG_WORKSPACE, workspace.layout(), workspace.place())
        .in(DNNL_ARG_DIFF_DST_LAYER, l.y, e.place(head.in(8)))
        .in(DNNL_ARG_DIFF_DST_ITER, l.state, e.place(head.in(9)))
        .in(DNNL_ARG_DIFF_DST_ITER_C, l.state, e.place(head.in(10)))
        .out(DNNL_ARG_DIFF_SRC_LAYER, l.x, e.result(head.result(0)))
        .out(DNNL_ARG_DIFF_SRC_ITER, l.state, e.result(head.result(1)))
        .out(DNNL_ARG_DIFF_SRC_ITER_C, l.state, e.result(head.result(2)))
        .out(DNNL_ARG_DIFF_WEIGHTS_LAYER, w.layout(), w.place())
        .out(DNNL_ARG_DIFF_WEIGHTS_ITER, r.layout(), r.place())
        .out(DNNL_ARG_DIFF_BIAS, l.bias, bias)
        .emit();
    var primitives = new Primitives(e);
    primitives.reorder("reorder gradient", w, new At(l.plainInput, e.result(head.result(3))));
    primitives.reorder("reorder gradient", r, new At(l.plainState, e.result(head.result(4))));
    return true;
  }

  private static Place temporary(PrimitiveDescriptor p, int weights, Emission e) {
    return e.bytes(p.layout(dnnl_query_diff_weights_md, weights).bytes());
  }

  /** The six inputs of the layer, the weights in the layouts that the primitive wants. */
  private static void operands(
      Call call, List<Value> in, PrimitiveDescriptor p, LstmLayout l, Emission e) {
    call.in(DNNL_ARG_SRC_LAYER, l.x, e.place(in.get(0)))
        .in(DNNL_ARG_SRC_ITER, l.state, e.place(in.get(1)))
        .in(DNNL_ARG_SRC_ITER_C, l.state, e.place(in.get(2)))
        .in(DNNL_ARG_BIAS, l.bias, e.place(in.get(5)));
    Descriptor w = p.layout(dnnl_query_weights_md, 0);
    Descriptor r = p.layout(dnnl_query_weights_md, 1);
    call.in(DNNL_ARG_WEIGHTS_LAYER, w, reordered(l.plainInput, in.get(3), w, e));
    call.in(DNNL_ARG_WEIGHTS_ITER, r, reordered(l.plainState, in.get(4), r, e));
  }

  private static Place reordered(Descriptor plain, Value weights, Descriptor wanted, Emission e) {
    Place to = e.temporary(wanted.bytes());
    new Primitives(e)
        .reorder("reorder weights", new At(plain, e.place(weights)), new At(wanted, to));
    return to;
  }
}
