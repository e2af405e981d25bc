package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.ActivationGrad;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.graph.op.BatchNormGrad;
import dev.lamina.graph.op.Composite;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Softmax;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.List;
import org.tensorflow.internal.c_api.TF_Operation;

/**
 * Composites that TensorFlow has one kernel for. The others are lowered; among them some that
 * TensorFlow has too, but by another definition: its sparse cross-entropy refuses labels outside of
 * the range, its elu loses digits near zero.
 */
final class Composites {
  private Composites() {}

  static void register(Kernels k) {
    k.on(Softmax.class, (e, op, node, in) -> List.of(e.op("Softmax", in.get(0))));
    k.on(LogSoftmax.class, (e, op, node, in) -> List.of(e.op("LogSoftmax", in.get(0))));
    k.on(
        LeakyRelu.class,
        (e, op, node, in) ->
            List.of(e.op("LeakyRelu").in(in.get(0)).real("alpha", op.slope()).out()));
    k.on(ActivationGrad.class, (e, op, node, in) -> List.of(activationGrad(e, op, in)));
    k.on(BatchNorm.class, (e, op, node, in) -> batchNorm(e, op, node, in));
    k.on(BatchNormGrad.class, (e, op, node, in) -> batchNormGrad(e, op, node, in));
  }

  /** Whether this composite is taken whole. */
  static boolean keeps(Node node) {
    Composite op = (Composite) node.op();
    Shape x = node.in(0).shape();
    DType dtype = node.in(0).dtype();
    if (op instanceof Softmax s) {
      return s.axis() == x.rank() - 1;
    }
    if (op instanceof LogSoftmax s) {
      return s.axis() == x.rank() - 1;
    }
    // The attribute is a float.
    if (op instanceof LeakyRelu) {
      return dtype == DType.FLOAT32;
    }
    if (op instanceof BatchNorm || op instanceof BatchNormGrad) {
      return dtype == DType.FLOAT32 && x.size() > 0;
    }
    return op instanceof ActivationGrad;
  }

  private static Out activationGrad(Emit e, ActivationGrad op, List<Out> in) {
    Out g = in.get(0);
    Out y = in.get(1);
    return switch (op.kind()) {
      case RELU -> e.op("ReluGrad", g, y);
      case SIGMOID -> e.op("SigmoidGrad", y, g);
      default -> e.op("TanhGrad", y, g);
    };
  }

  /** All axes but the last are one for the statistics: [..., c] becomes [n, 1, 1, c]. */
  private static Out flat(Emit e, Node node, Out x) {
    Shape s = node.in(0).shape();
    int c = s.dim(-1);
    return s.rank() == 4 ? x : e.reshape(x, Shape.of((int) (s.size() / c), 1, 1, c));
  }

  private static List<Out> batchNorm(Emit e, BatchNorm op, Node node, List<Out> in) {
    Out none = e.constant(dev.lamina.tensor.Tensor.wrap(new float[0], Shape.of(0)));
    TF_Operation norm =
        e.op("FusedBatchNormV3")
            .in(flat(e, node, in.get(0)), in.get(1), in.get(2), none, none)
            .real("epsilon", op.epsilon())
            .flag("is_training", true)
            .build();
    // Output 2 is the unbiased variance; the one reserved for the gradient is the biased one.
    Out y = e.reshape(new Out(norm, 0), node.result(0).shape());
    return List.of(y, new Out(norm, 1), new Out(norm, 4));
  }

  private static List<Out> batchNormGrad(Emit e, BatchNormGrad op, Node node, List<Out> in) {
    Out unused = e.constant(dev.lamina.tensor.Tensor.wrap(new float[0], Shape.of(0)));
    TF_Operation grad =
        e.op("FusedBatchNormGradV3")
            .in(flat(e, node, in.get(0)), flat(e, node, in.get(1)), in.get(2), in.get(3), in.get(4))
            .in(unused)
            .real("epsilon", op.epsilon())
            .flag("is_training", true)
            .build();
    Out dx = e.reshape(new Out(grad, 0), node.result(0).shape());
    return List.of(dx, new Out(grad, 1), new Out(grad, 2));
  }
}
