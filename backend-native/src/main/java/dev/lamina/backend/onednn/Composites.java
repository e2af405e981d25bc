package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.ActivationGrad;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.BatchNorm;
import dev.lamina.graph.op.BatchNormGrad;
import dev.lamina.graph.op.Elu;
import dev.lamina.graph.op.Gelu;
import dev.lamina.graph.op.LayerNorm;
import dev.lamina.graph.op.LayerNormGrad;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.LogSoftmax;
import dev.lamina.graph.op.Lstm;
import dev.lamina.graph.op.LstmGrad;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.RmsPropUpdate;
import dev.lamina.graph.op.SgdUpdate;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.SparseSoftmaxCrossEntropy;
import dev.lamina.tensor.DType;

/** Which composite ops have a kernel of their own; the others are lowered. */
final class Composites {
  private Composites() {}

  static boolean keeps(Node n, Costs costs) {
    Op op = n.op();
    if (n.result(0).dtype() != DType.FLOAT32 || n.result(0).shape().size() == 0) {
      return false;
    }
    if (op instanceof SgdUpdate
        || op instanceof RmsPropUpdate
        || op instanceof AdamUpdate
        || op instanceof ActivationGrad) {
      // Small ones are fused with their neighbours in one loop.
      return !costs.isSmall(n.result(0).shape());
    }
    return op instanceof Gelu
        || op instanceof Silu
        || op instanceof Elu
        || op instanceof LeakyRelu
        || op instanceof Lstm
        || op instanceof LstmGrad
        || op instanceof BatchNorm
        || op instanceof BatchNormGrad
        || op instanceof LayerNorm
        || op instanceof LayerNormGrad
        || op instanceof Softmax
        || op instanceof LogSoftmax
        || op instanceof SparseSoftmaxCrossEntropy;
  }
}
