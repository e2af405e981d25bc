package dev.lamina.testkit.keras;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one graph on the Java engine: inputs are made from tensors on the way. */
final class Engine {
  private final Map<Value, Tensor> inputs = new LinkedHashMap<>();

  Value input(Tensor t) {
    Value v = Value.input("input" + inputs.size(), t.type());
    inputs.put(v, t);
    return v;
  }

  List<Tensor> run(List<Value> outputs) {
    Backend backend = Backends.get("java");
    Graph graph = Graph.of(List.copyOf(inputs.keySet()), outputs);
    try (Program p = backend.compile(graph)) {
      return p.run(new ArrayList<>(inputs.values()), List.of());
    }
  }
}
