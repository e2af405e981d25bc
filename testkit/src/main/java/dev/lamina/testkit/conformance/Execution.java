package dev.lamina.testkit.conformance;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Passes;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One graph: inputs and variables are made from tensors on the way, then it runs once. */
final class Execution {
  private final Backend backend;
  private final Map<Value, Tensor> inputs = new LinkedHashMap<>();
  private final Map<Value, Tensor> variables = new LinkedHashMap<>();

  Execution(Backend backend) {
    this.backend = backend;
  }

  Value input(Tensor t) {
    Value v = Value.input("input" + inputs.size(), t.type());
    inputs.put(v, t);
    return v;
  }

  Optional<Value> input(Optional<Tensor> t) {
    return t.map(this::input);
  }

  /** A variable of a traced model and what it holds. */
  void variable(Value v, Tensor value) {
    variables.put(v, value);
  }

  /** Compiles, runs and closes everything. */
  List<Tensor> run(List<Value> outputs) {
    var graph =
        new Graph(
            List.copyOf(inputs.keySet()), List.copyOf(variables.keySet()), outputs, List.of());
    var buffers = new ArrayList<Buffer>();
    try (Program program = backend.compile(Passes.standard(graph))) {
      for (Tensor t : variables.values()) {
        Buffer b = backend.allocate(t.type());
        buffers.add(b);
        b.write(t);
      }
      return program.run(List.copyOf(inputs.values()), buffers);
    } finally {
      buffers.forEach(Buffer::close);
    }
  }
}
