package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import dev.lamina.backend.BackendException;
import java.util.Optional;

/** The primitives that several kernels are made of. Those that may be missing say so. */
final class Primitives {
  /** A place and how it is read or written. */
  record At(Descriptor layout, Place place) {}

  private final Emission e;

  Primitives(Emission e) {
    this.e = e;
  }

  /** {@code out = ops(a algorithm b)}; false if the library has only its reference code for it. */
  boolean binary(String name, int algorithm, At a, At b, At out, PostOps ops) {
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_binary_primitive_desc_create(
                        pd,
                        engine,
                        algorithm,
                        a.layout().handle(),
                        b.layout().handle(),
                        out.layout().handle(),
                        attributes),
                ops)
            .filter(d -> !d.isReference());
    p.ifPresent(
        d ->
            new Call(e, name, d)
                .in(DNNL_ARG_SRC_0, a.layout(), a.place())
                .in(DNNL_ARG_SRC_1, b.layout(), b.place())
                .out(DNNL_ARG_DST, out.layout(), out.place())
                .postOps(ops)
                .emit());
    return p.isPresent();
  }

  /**
   * {@code out = ops(x)}: as an eltwise primitive if the operations are such, else as a binary one.
   */
  boolean map(String name, At x, At out, PostOps ops) {
    if (!ops.isEltwiseThenBinary()) {
      // max(x, x) is x; binary primitives take all post-operations.
      return binary(name, dnnl_binary_max, x, x, out, ops);
    }
    PostOps.Eltwise f = ops.first();
    PostOps rest = ops.rest();
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_eltwise_forward_primitive_desc_create(
                        pd,
                        engine,
                        dnnl_forward_inference,
                        f.algorithm(),
                        x.layout().handle(),
                        out.layout().handle(),
                        (float) f.alpha(),
                        (float) f.beta(),
                        attributes),
                rest)
            .filter(d -> !d.isReference());
    p.ifPresent(
        d ->
            new Call(e, name, d)
                .in(DNNL_ARG_SRC, x.layout(), x.place())
                .out(DNNL_ARG_DST, out.layout(), out.place())
                .postOps(rest)
                .emit());
    return p.isPresent();
  }

  /** Matrix product without a bias. */
  boolean matmul(String name, At a, At b, At out, PostOps ops) {
    Optional<PrimitiveDescriptor> p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_matmul_primitive_desc_create(
                        pd,
                        engine,
                        a.layout().handle(),
                        b.layout().handle(),
                        null,
                        out.layout().handle(),
                        attributes),
                ops);
    p.ifPresent(
        d ->
            new Call(e, name, d)
                .in(DNNL_ARG_SRC, a.layout(), a.place())
                .in(DNNL_ARG_WEIGHTS, b.layout(), b.place())
                .out(DNNL_ARG_DST, out.layout(), out.place())
                .postOps(ops)
                .emit());
    return p.isPresent();
  }

  /** Copies between layouts; the library can do all of them. */
  void reorder(String name, At from, At to) {
    PrimitiveDescriptor p =
        e.handles()
            .describe(
                (pd, engine, attributes) ->
                    dnnl_reorder_primitive_desc_create(
                        pd,
                        from.layout().handle(),
                        engine,
                        to.layout().handle(),
                        engine,
                        attributes))
            .orElseThrow(() -> new BackendException("native: no reorder for " + name));
    new Call(e, name, p)
        .in(DNNL_ARG_FROM, from.layout(), from.place())
        .out(DNNL_ARG_TO, to.layout(), to.place())
        .emit();
  }
}
