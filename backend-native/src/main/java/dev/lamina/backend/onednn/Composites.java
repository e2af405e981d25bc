package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;

/** Which composite ops have a kernel of their own; the others are lowered. */
final class Composites {
  private Composites() {}

  static boolean keeps(Node n, Costs costs) {
    return false;
  }
}
