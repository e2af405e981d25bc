package dev.lamina.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_pow;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_sqrt;

import dev.lamina.backend.onednn.Primitives.At;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.RmsPropUpdate;
import dev.lamina.graph.op.SgdUpdate;
import java.util.List;

/**
 * Optimizer updates as binary primitives with chains of post-operations, mostly one for each state
 * tensor. They are safe where a result is stored over the state it replaces: every primitive reads
 * an element of all its operands before it writes that element.
 */
final class Optimizers {
  private final Emission e;
  private final Node update;
  private final Primitives primitives;
  private final Descriptor flat;
  private final Descriptor scalar;

  private Optimizers(Node update, Emission e) {
    this.e = e;
    this.update = update;
    this.primitives = new Primitives(e);
    this.flat = e.handles().dense(update.result(0).shape().size());
    this.scalar = e.handles().dense(1);
  }

  static boolean emit(Node head, List<Node> tail, Emission e) {
    var o = new Optimizers(head, e);
    if (head.op() instanceof AdamUpdate adam) {
      o.adam(adam);
    } else if (head.op() instanceof RmsPropUpdate rms) {
      o.rmsProp(rms);
    } else if (head.op() instanceof SgdUpdate sgd) {
      o.sgd(sgd);
    }
    return true;
  }

  private At in(int i) {
    Value v = update.in(i);
    return new At(v.shape().size() == 1 ? scalar : flat, e.place(v));
  }

  private At out(int i) {
    return new At(flat, e.result(update.result(i)));
  }

  private PostOps binary(PostOps ops, int algorithm, At operand) {
    return ops.binary(algorithm, operand.layout(), operand.place());
  }

  private void step(String what, int algorithm, At a, At b, At out, PostOps ops) {
    String name = update.op().name() + " " + what;
    if (!primitives.binary(name, algorithm, a, b, out, ops)) {
      throw new IllegalStateException("native: no primitive for " + name);
    }
  }

  private void adam(AdamUpdate op) {
    At g = in(3);
    At m = in(1);
    At v = in(2);
    step("m", dnnl_binary_sub, g, m, out(1), binary(scale(1 - op.beta1()), dnnl_binary_add, m));
    squares(g, v, out(2), 1 - op.beta2());
    // w - alpha m / (√v + epsilon)
    PostOps ops =
        new PostOps()
            .eltwise(dnnl_eltwise_sqrt, 0, 0)
            .eltwise(dnnl_eltwise_linear, 1, op.epsilon())
            .eltwise(dnnl_eltwise_pow, -1, -1);
    binary(ops, dnnl_binary_mul, out(1));
    binary(ops, dnnl_binary_mul, in(4));
    step("w", dnnl_binary_max, out(2), out(2), out(0), binary(ops, dnnl_binary_add, in(0)));
  }

  /** v + (g² - v) rate. */
  private void squares(At g, At v, At out, double rate) {
    PostOps ops = binary(new PostOps(), dnnl_binary_sub, v);
    ops.eltwise(dnnl_eltwise_linear, rate, 0);
    step("v", dnnl_binary_mul, g, g, out, binary(ops, dnnl_binary_add, v));
  }

  private void rmsProp(RmsPropUpdate op) {
    At g = in(2);
    squares(g, in(1), out(1), 1 - op.rho());
    PostOps ops =
        new PostOps()
            .eltwise(dnnl_eltwise_linear, 1, op.epsilon())
            .eltwise(dnnl_eltwise_sqrt, 0, 0)
            .eltwise(dnnl_eltwise_pow, -1, -1);
    binary(ops, dnnl_binary_mul, g);
    binary(ops, dnnl_binary_mul, in(3));
    step("w", dnnl_binary_max, out(1), out(1), out(0), binary(ops, dnnl_binary_add, in(0)));
  }

  private void sgd(SgdUpdate op) {
    At w = in(0);
    At step = new At(flat, e.temporary(update.in(2).type()));
    step("step", dnnl_binary_mul, in(2), in(3), step, new PostOps());
    At v = in(1);
    At next = out(1);
    step("v", dnnl_binary_max, v, v, next, binary(scale(op.momentum()), dnnl_binary_sub, step));
    if (op.nesterov()) {
      PostOps ops = binary(scale(op.momentum()), dnnl_binary_add, w);
      step("w", dnnl_binary_max, next, next, out(0), binary(ops, dnnl_binary_sub, step));
    } else {
      step("w", dnnl_binary_add, w, next, out(0), new PostOps());
    }
  }

  private static PostOps scale(double factor) {
    return new PostOps().eltwise(dnnl_eltwise_linear, factor, 0);
  }
}
