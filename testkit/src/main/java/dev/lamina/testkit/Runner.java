package dev.lamina.testkit;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.util.List;

/** Compiles, runs and closes. */
final class Runner {
  private Runner() {}

  static List<Tensor> run(Backend backend, Graph graph, List<Tensor> inputs) {
    try (Program p = backend.compile(graph)) {
      return p.run(inputs, List.of());
    }
  }

  /** Floating tensors in another dtype. */
  static List<Tensor> cast(List<Tensor> tensors, DType floating) {
    return tensors.stream().map(t -> t.dtype().isFloating() ? t.cast(floating) : t).toList();
  }
}
