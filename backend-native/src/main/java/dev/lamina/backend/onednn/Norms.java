package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.graph.op.BatchNormGrad;
import dev.lamina.graph.op.LayerNorm;
import dev.lamina.graph.op.LayerNormGrad;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** Batch and layer normalization over the last axis, and their gradients. */
final class Norms {
  private static final int SCALE_AND_SHIFT = dnnl_use_scale | dnnl_use_shift;

  private Norms() {}

  static boolean batch(Node head, List<Node> tail, Emission e) {
    Descriptor x = image(head.in(0).shape(), e);
    Optional<PrimitiveDescriptor> p = batchForward(x, ((BatchNorm) head.op()).epsilon(), e);
    p.ifPresent(d -> forward("batch_norm ", d, x, row(head, e), head, e));
    return p.isPresent();
  }

  static boolean batchGrad(Node head, List<Node> tail, Emission e) {
    Descriptor x = image(head.in(1).shape(), e);
    float epsilon = (float) ((BatchNormGrad) head.op()).epsilon();
    Optional<PrimitiveDescriptor> p =
        batchForward(x, epsilon, e)
            .flatMap(
                f ->
                    e.handles()
                        .describe(
                            (pd, engine, attributes) ->
                                dnnl_batch_normalization_backward_primitive_desc_create(
                                    pd,
                                    engine,
                                    dnnl_backward,
                                    x.handle(),
                                    x.handle(),
                                    x.handle(),
                                    epsilon,
                                    SCALE_AND_SHIFT,
                                    f.handle(),
                                    attributes)));
    p.ifPresent(d -> backward("batch_norm_grad ", d, x, row(head, e), head, e));
    return p.isPresent();
  }

  private static Optional<PrimitiveDescriptor> batchForward(
      Descriptor x, double epsilon, Emission e) {
    return e.handles()
        .describe(
            (pd, engine, attributes) ->
                dnnl_batch_normalization_forward_primitive_desc_create(
                    pd,
                    engine,
                    dnnl_forward_training,
                    x.handle(),
                    x.handle(),
                    (float) epsilon,
                    SCALE_AND_SHIFT,
                    attributes));
  }

  static boolean layer(Node head, List<Node> tail, Emission e) {
    Shape shape = head.in(0).shape();
    Descriptor x = e.handles().dense(shape.size() / shape.dim(-1), shape.dim(-1));
    Descriptor statistics = e.handles().dense(shape.size() / shape.dim(-1));
    Optional<PrimitiveDescriptor> p =
        layerForward(x, statistics, ((LayerNorm) head.op()).epsilon(), e);
    p.ifPresent(d -> forward("layer_norm ", d, x, statistics, head, e));
    return p.isPresent();
  }

  static boolean layerGrad(Node head, List<Node> tail, Emission e) {
    Shape shape = head.in(1).shape();
    Descriptor x = e.handles().dense(shape.size() / shape.dim(-1), shape.dim(-1));
    Descriptor statistics = e.handles().dense(shape.size() / shape.dim(-1));
    float epsilon = (float) ((LayerNormGrad) head.op()).epsilon();
    Optional<PrimitiveDescriptor> p =
        layerForward(x, statistics, epsilon, e)
            .flatMap(
                f ->
                    e.handles()
                        .describe(
                            (pd, engine, attributes) ->
                                dnnl_layer_normalization_backward_primitive_desc_create(
                                    pd,
                                    engine,
                                    dnnl_backward,
                                    x.handle(),
                                    x.handle(),
                                    x.handle(),
                                    statistics.handle(),
                                    epsilon,
                                    SCALE_AND_SHIFT,
                                    f.handle(),
                                    attributes)));
    p.ifPresent(d -> backward("layer_norm_grad ", d, x, statistics, head, e));
    return p.isPresent();
  }

  private static Optional<PrimitiveDescriptor> layerForward(
      Descriptor x, Descriptor statistics, double epsilon, Emission e) {
    return e.handles()
        .describe(
            (pd, engine, attributes) ->
                dnnl_layer_normalization_forward_primitive_desc_create(
                    pd,
                    engine,
                    dnnl_forward_training,
                    x.handle(),
                    x.handle(),
                    statistics.handle(),
                    (float) epsilon,
                    SCALE_AND_SHIFT,
                    attributes));
  }

  /** Inputs x, scale, offset; results y, mean, variance. */
  private static void forward(
      String name, PrimitiveDescriptor p, Descriptor x, Descriptor statistics, Node n, Emission e) {
    Descriptor row = row(n, e);
    new Call(e, name + n.in(0).shape(), p)
        .in(DNNL_ARG_SRC, x, e.place(n.in(0)))
        .in(DNNL_ARG_SCALE, row, e.place(n.in(1)))
        .in(DNNL_ARG_SHIFT, row, e.place(n.in(2)))
        .out(DNNL_ARG_DST, x, e.result(n.result(0)))
        .out(DNNL_ARG_MEAN, statistics, e.result(n.result(1)))
        .out(DNNL_ARG_VARIANCE, statistics, e.result(n.result(2)))
        .emit();
  }

  /** Inputs g, x, scale, mean, variance; results the gradients of x, scale, offset. */
  private static void backward(
      String name, PrimitiveDescriptor p, Descriptor x, Descriptor statistics, Node n, Emission e) {
    Descriptor row = row(n, e);
    new Call(e, name + n.in(1).shape(), p)
        .in(DNNL_ARG_DIFF_DST, x, e.place(n.in(0)))
        .in(DNNL_ARG_SRC, x, e.place(n.in(1)))
        .in(DNNL_ARG_SCALE, row, e.place(n.in(2)))
        .in(DNNL_ARG_MEAN, statistics, e.place(n.in(3)))
        .in(DNNL_ARG_VARIANCE, statistics, e.place(n.in(4)))
        .out(DNNL_ARG_DIFF_SRC, x, e.result(n.result(0)))
        .out(DNNL_ARG_DIFF_SCALE, row, e.result(n.result(1)))
        .out(DNNL_ARG_DIFF_SHIFT, row, e.result(n.result(2)))
        .emit();
  }

  /** One number per channel. */
  private static Descriptor row(Node n, Emission e) {
    return e.handles().dense(n.result(0).shape().dim(-1));
  }

  /** Any rank as an image [batch, rest, 1, channels]: what the library is fast for. */
  private static Descriptor image(Shape x, Emission e) {
    long batch = x.rank() == 1 ? 1 : x.dim(0);
    long channels = x.dim(-1);
    long rest = x.size() / (batch * channels);
    return e.handles()
        .strided(
            DType.FLOAT32,
            new long[] {batch, channels, rest, 1},
            new long[] {rest * channels, 1, channels, channels});
  }
}
