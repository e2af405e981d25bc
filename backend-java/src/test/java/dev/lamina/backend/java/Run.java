package dev.lamina.backend.java;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendConfig;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs a function of values on tensors. */
final class Run {
  private Run() {}

  static Tensor on(Function<List<Value>, Value> f, Tensor... tensors) {
    return on(2, f, tensors);
  }

  static Tensor on(int threads, Function<List<Value>, Value> f, Tensor... tensors) {
    var inputs = new ArrayList<Value>();
    for (Tensor t : tensors) {
      inputs.add(Value.input("x" + inputs.size(), t.type()));
    }
    Graph g = Graph.of(inputs, List.of(f.apply(inputs)));
    try (Backend b = new JavaProvider().open(BackendConfig.standard().withThreads(threads));
        Program p = b.compile(g)) {
      return p.run(List.of(tensors), List.of()).get(0);
    }
  }

  static Tensor random(long seed, int... dims) {
    var random = new java.util.Random(seed);
    int n = 1;
    for (int d : dims) {
      n *= d;
    }
    double[] data = random.doubles(n, -2, 2).toArray();
    return Tensor.of(data, dims);
  }
}
