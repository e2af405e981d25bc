package dev.lamina.backend.tensorflow;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Op;
import java.util.List;

/** How one kind of op is written in TensorFlow's. */
interface Kernel<O extends Op> {
  List<Out> emit(Emit e, O op, Node node, List<Out> in);
}
