package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kernels of all ops, by the op's record. */
final class Kernels {
  private final Map<Class<? extends Op>, Kernel<Op>> kernels = new HashMap<>();

  static Kernels standard() {
    var k = new Kernels();
    Elementwise.register(k);
    Reductions.register(k);
    Structure.register(k);
    Indexing.register(k);
    Convolutions.register(k);
    Pooling.register(k);
    Composites.register(k);
    Loops.register(k);
    return k;
  }

  <O extends Op> void on(Class<O> type, Kernel<O> kernel) {
    kernels.put(type, (e, op, node, in) -> kernel.emit(e, type.cast(op), node, in));
  }

  List<Out> emit(Emit e, Node node, List<Out> in) {
    Kernel<Op> kernel = kernels.get(node.op().getClass());
    if (kernel == null) {
      throw new IllegalStateException("tensorflow: no kernel for " + node);
    }
    e.label(node.op().name());
    return HalfPrecision.widens(node)
        ? HalfPrecision.emit(e, kernel, node, in)
        : kernel.emit(e, node.op(), node, in);
  }
}
