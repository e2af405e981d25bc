package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_data_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_backward_weights_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and their gradients. Activations stay as they are in memory; weights are reordered
 * to the layout that the library chooses, without which it can be a hundred times slower.
 */
final class Convolutions {
  /** Multiplications of a kernel's gradient up to which its batch is divided. */
  private static final long SMALL = 4_000_000;

  /** Products of each weight from which on its batch is divided. */
  private static final long MANY = 1000;

  private static final int PARTS = 4;

  private Convolutions() {}

  static boolean forward(Node head, List<Node> tail, Emission e) {
    var op = (Conv) head.op();
    Value x = head.in(0);
    Value kernel = head.in(1);
    Shape y = head.result(0).shape();
    if (!isSupported(head)) {
      return false;
    }
    var layout = new ConvLayout(op.window(), op.groups(), x.shape(), kernel.shape(), y, e);
    boolean biased = !tail.isEmpty() && MatMuls.isBias(tail.get(0), head.result(0));
    var ops = new PostOps();
    Value last = head.result(0);
    for (int i = 0; i < tail.size(); i++) {
      Node n = tail.get(i);
      if (i > 0 || !biased) {
        Eltwise.append(
            ops,
            n,
            n.inputs().indexOf(last),
            s -> s.equals(y) && s.size() > 1 ? layout.y : Channels.broadcast(s, y.rank(), e),
            e);
      }
      last = n.result(0);
    }
    Descriptor row = e.handles().dense(y.dim(-1));
    Optional<PrimitiveDescriptor> p = describe(layout, biased ? row.handle() : null, ops, e);
    if (p.isEmpty() || (!tail.isEmpty() && p.get().isReference())) {
      return false;
    }
    Call call =
        new Call(e, "conv %s +%d".formatted(y, tail.size()), p.get())
            .in(DNNL_ARG_SRC, layout.x, e.place(x))
            .in(DNNL_ARG_WEIGHTS, p.get().weights(), weights(p.get(), layout, kernel, e))
            .out(DNNL_ARG_DST, layout.y, e.result(last));
    if (biased) {
      call.in(DNNL_ARG_BIAS, row, e.place(MatMuls.other(tail.get(0), head.result(0))));
    }
    call.postOps(ops).emit();
    return true;
  }

  private static boolean isSupported(Node n) {
    return n.result(0).dtype() == DType.FLOAT32
        && n.result(0).shape().size() > 0
        && n.inputs().stream().allMatch(v -> v.shape().size() > 0);
  }

  private static Optional<PrimitiveDescriptor> describe(
      ConvLayout l, @Nullable dnnl_memory_desc bias, PostOps ops, Emission e) {
    return e.handles()
        .describe(
            (pd, engine, attributes) ->
                dnnl_convolution_forward_primitive_desc_create(
                    pd,
                    engine,
                    dnnl_forward_training,
                    dnnl_convolution_direct,
                    l.x.handle(),
                    l.anyWeights.handle(),
                    bias,
                    l.y.handle(),
                    l.strides,
                    l.dilation,
                    l.padLo,
                    l.padHi,
                    attributes),
            ops);
  }

  /** The kernel in the layout that the primitive wants. */
  private static Place weights(PrimitiveDescriptor p, ConvLayout l, Value kernel, Emission e) {
    Place wanted = e.temporary(p.weights().bytes());
    new Primitives(e)
        .reorder(
            "reorder kernel " + kernel.shape(),
            new At(l.plainWeights, e.place(kernel)),
            new At(p.weights(), wanted));
    return wanted;
  }

  static boolean inputGrad(Node head, List<Node> tail, Emission e) {
    var op = (ConvInputGrad) head.op();
    Value g = head.in(0);
    Value kernel = head.in(1);
    if (!isSupported(head)) {
      return false;
    }
    var l = new ConvLayout(op.window(), op.groups(), op.input(), kernel.shape(), g.shape(), e);
    Optional<PrimitiveDescriptor> p =
        describe(l, null, new PostOps(), e)
            .flatMap(
                forward ->
                    e.handles()
                        .describe(
                            (pd, engine, attributes) ->
                                dnnl_convolution_backward_data_primitive_desc_create(
                                    pd,
                                    engine,
                                    dnnl_convolution_direct,
                                    l.x.handle(),
                                    l.anyWeights.handle(),
                                    l.y.handle(),
                                    l.strides,
                                    l.dilation,
                                    l.padLo,
                                    l.padHi,
                                    forward.handle(),
                                    attributes)));
    p.ifPresent(
        d ->
            new Call(e, "conv_input_grad " + op.input(), d)
                .in(DNNL_ARG_DIFF_DST, l.y, e.place(g))
                .in(DNNL_ARG_WEIGHTS, d.weights(), weights(d, l, kernel, e))
                .out(DNNL_ARG_DIFF_SRC, l.x, e.result(head.result(0)))
                .emit());
    return p.isPresent();
  }

  /**
   * The library adds up all products of a weight one after the other in float32, which costs digits
   * where they are thousands. So a small batch is divided, and the parts' sums are added; a large
   * one would take longer for it.
   *
   * <p>For a window of one element that jumps, the library (3.11) reads memory that nobody wrote if
   * it does not reach the end of x; the Java kernel takes over.
   */
  static boolean kernelGrad(Node head, List<Node> tail, Emission e) {
    var op = (ConvKernelGrad) head.op();
    Value x = head.in(0);
    Value g = head.in(1);
    if (!isSupported(head) || op.window().picks(op.kernel())) {
      return false;
    }
    var parts = new ArrayList<KernelGradPart>();
    int n = parts(g.shape(), op.kernel());
    for (int i = 0; i < n; i++) {
      var part = KernelGradPart.of(op, x, g, i, n, e);
      if (part.isEmpty()) {
        return false;
      }
      parts.add(part.get());
    }
    Place result = e.result(head.result(0));
    List<Place> sums = new ArrayList<>();
    for (KernelGradPart part : parts) {
      Place sum = n == 1 ? result : e.temporary(head.result(0).type());
      part.emit(op, sum, e);
      sums.add(sum);
    }
    if (n > 1) {
      add(sums, head.result(0), e);
    }
    return true;
  }

  /** Into how many parts a gradient's batch is divided. */
  private static int parts(Shape g, Shape kernel) {
    long products = g.size() / g.dim(-1);
    boolean small = products * kernel.size() <= SMALL && products >= MANY;
    return small ? Math.min(PARTS, g.dim(0)) : 1;
  }

  private static void add(List<Place> sums, Value result, Emission e) {
    Descriptor flat = e.handles().dense(result.shape().size());
    var rest = new PostOps();
    sums.subList(2, sums.size()).forEach(s -> rest.binary(dnnl_binary_add, flat, s));
    At first = new At(flat, sums.get(0));
    At second = new At(flat, sums.get(1));
    At out = new At(flat, e.result(result));
    String name = "add gradients " + result.shape();
    if (!new Primitives(e).binary(name, dnnl_binary_add, first, second, out, rest)) {
      throw new IllegalStateException("native: no primitive for " + name);
    }
  }

  /** The gradient of some samples of a batch. */
  private record KernelGradPart(
      ConvLayout layout, PrimitiveDescriptor primitive, Place x, Place g) {
    static Optional<KernelGradPart> of(
        ConvKernelGrad op, Value x, Value g, int part, int parts, Emission e) {
      int from = (int) ((long) g.dim(0) * part / parts);
      int to = (int) ((long) g.dim(0) * (part + 1) / parts);
      Shape xs = x.shape().with(0, to - from);
      Shape gs = g.shape().with(0, to - from);
      var l = new ConvLayout(op.window(), op.groups(), xs, op.kernel(), gs, e);
      return describeKernelGrad(l, e)
          .map(p -> new KernelGradPart(l, p, samples(x, from, xs, e), samples(g, from, gs, e)));
    }

    private static Place samples(Value v, int from, Shape part, Emission e) {
      return e.place(v).part(from * (v.shape().size() / v.dim(0)), part);
    }

    void emit(ConvKernelGrad op, Place result, Emission e) {
      Descriptor made = primitive.layout(dnnl_query_diff_weights_md, 0);
      Place wanted = e.temporary(made.bytes());
      new Call(e, "conv_kernel_grad " + op.kernel(), primitive)
          .in(DNNL_ARG_SRC, layout.x, x)
          .in(DNNL_ARG_DIFF_DST, layout.y, g)
          .out(DNNL_ARG_DIFF_WEIGHTS, made, wanted)
          .emit();
      new Primitives(e)
          .reorder(
              "reorder gradient " + op.kernel(),
              new At(made, wanted),
              new At(layout.plainWeights, result));
    }
  }

  private static Optional<PrimitiveDescriptor> describeKernelGrad(ConvLayout l, Emission e) {
    return describe(l, null, new PostOps(), e)
        .flatMap(
            forward ->
                e.handles()
                    .describe(
                        (pd, engine, attributes) ->
                            dnnl_convolution_backward_weights_primitive_desc_create(
                                pd,
                                engine,
                                dnnl_convolution_direct,
                                l.x.handle(),
                                l.anyWeights.handle(),
                                null,
                                l.y.handle(),
                                l.strides,
                                l.dilation,
                                l.padLo,
                                l.padHi,
                                forward.handle(),
                                attributes)));
  }
}
