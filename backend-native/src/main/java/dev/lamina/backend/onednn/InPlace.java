package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ActivationGrad;
import dev.lamina.graph.op.AdamUpdate;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.RmsPropUpdate;
import dev.lamina.graph.op.SgdUpdate;
import dev.lamina.tensor.Shape;

/** Which kernels may write into memory that they read. */
final class InPlace {
  private InPlace() {}

  /** Whether {@code group} may store {@code result} where it reads {@code operand}. */
  static boolean allowed(Group group, Value operand, Value result) {
    Op op = group.head().op();
    if (op instanceof SgdUpdate || op instanceof RmsPropUpdate || op instanceof AdamUpdate) {
      return isState(group.head(), operand, result.index());
    }
    // A kernel that stores element i when it has read element i of everything.
    return (group.kind() == Group.Kind.CLUSTER
            || op instanceof ActivationGrad
            || Eltwise.isElementwise(group.head()))
        && readsElementwise(group, operand);
  }

  private static boolean isState(Node update, Value operand, int index) {
    for (int i = 0; i < update.inputs().size(); i++) {
      if (Uses.root(update.in(i)) == operand && i != index) {
        return false;
      }
    }
    return true;
  }

  private static boolean readsElementwise(Group group, Value operand) {
    Shape shape = group.last().result(0).shape();
    for (Node n : group.nodes()) {
      for (Value in : n.inputs()) {
        if (Uses.root(in) == operand && !in.shape().equals(shape)) {
          return false;
        }
      }
    }
    return true;
  }
}
