package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.ActivationGrad;
import java.util.List;
import java.util.Optional;

/** Gradients of activations from their results: eltwise backward primitives. */
final class ActivationGrads {
  private ActivationGrads() {}

  static boolean emit(Node head, List<Node> tail, Emission e) {
    int algorithm =
        switch (((ActivationGrad) head.op()).kind()) {
          case RELU -> dnnl_eltwise_relu_use_dst_for_bwd;
          case SIGMOID -> dnnl_eltwise_logistic_use_dst_for_bwd;
          default -> dnnl_eltwise_tanh_use_dst_for_bwd;
        };
    Descriptor flat = e.handles().dense(head.result(0).shape().size());
    Optional<PrimitiveDescriptor> forward =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_eltwise_forward_primitive_desc_create(
                        pd,
                        engine,
                        dnnl_forward_training,
                        algorithm,
                        flat.handle(),
                        flat.handle(),
                        0,
                        0,
                        attributes));
    Optional<PrimitiveDescriptor> backward =
        forward.flatMap(
            f ->
                e.handles()
                    .describe(
                        (pd, engine, attributes) ->
                            dnnl_eltwise_backward_primitive_desc_create(
                                pd,
                                engine,
                                algorithm,
                                flat.handle(),
                                flat.handle(),
                                flat.handle(),
                                0,
                                0,
                                f.handle(),
                                attributes)));
    backward.ifPresent(
        p ->
            new Call(e, "activation_grad " + head.result(0).shape(), p)
                .in(DNNL_ARG_DIFF_DST, flat, e.place(head.in(0)))
                .in(DNNL_ARG_DST, flat, e.place(head.in(1)))
                .out(DNNL_ARG_DIFF_SRC, flat, e.result(head.result(0)))
                .emit());
    return backward.isPresent();
  }
}
