package dev.lamina.backend.onednn;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.ConvInputGrad;
import dev.lamina.graph.op.ConvKernelGrad;
import dev.lamina.graph.op.MatMul;
import dev.lamina.graph.op.Scan;

/**
 * How much a graph has to compute, in multiplications or elements: what more threads could share.
 */
final class Work {
  private Work() {}

  static double of(Graph graph) {
    return graph.nodes().stream().mapToDouble(Work::of).sum();
  }

  private static double of(Node n) {
    double elements = n.results().stream().mapToDouble(r -> r.shape().size()).sum();
    if (n.op() instanceof MatMul m) {
      return elements * n.in(0).dim(m.transposeA() ? -2 : -1);
    } else if (n.op() instanceof Conv) {
      return elements * window(n.in(1));
    } else if (n.op() instanceof ConvInputGrad) {
      return n.in(0).shape().size() * window(n.in(1));
    } else if (n.op() instanceof ConvKernelGrad) {
      return n.in(1).shape().size() * window(n.result(0));
    } else if (n.op() instanceof Scan s) {
      return s.length() * of(s.body());
    }
    return elements;
  }

  /** Multiplications for one element of a convolution's result. */
  private static double window(Value kernel) {
    return kernel.dim(-1) == 0 ? 0 : (double) kernel.shape().size() / kernel.dim(-1);
  }
}
