package dev.lamina.benchmarks.micro;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** One operation on random inputs, compiled for an engine. */
final class Operation {
  private Operation() {}

  /** Each call runs it once. */
  static Supplier<List<Tensor>> of(
      String engine, Function<List<Value>, Value> operation, Shape... inputs) {
    Random random = new Random(1);
    List<Value> values = new ArrayList<>();
    List<Tensor> tensors = new ArrayList<>();
    for (Shape s : inputs) {
      values.add(Value.input("x" + values.size(), new TensorType(DType.FLOAT32, s)));
      tensors.add(Tensor.wrap(numbers(random, s.intSize()), s));
    }
    Backend backend = Backends.get(engine);
    Program program = backend.compile(Graph.of(values, List.of(operation.apply(values))));
    return () -> program.run(tensors, List.of());
  }

  private static float[] numbers(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat();
    }
    return x;
  }
}
