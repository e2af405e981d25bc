package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.op.Op;
import java.util.List;
import java.util.Map;

/** Adds the steps for a chain to a plan. */
interface Emitter {
  /** False, with nothing added, if there is no kernel for this shape, element type or tail. */
  boolean emit(Node head, List<Node> tail, Emission e);

  /** By the op of the head. */
  Map<Class<? extends Op>, Emitter> ALL = Map.of();
}
