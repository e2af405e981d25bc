package dev.lamina.benchmarks.micro;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Product of two square matrices, copied in and out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatMulBenchmark {
  @Param({"native", "java"})
  String engine = "java";

  @Param({"64", "512"})
  int size;

  private Supplier<List<Tensor>> operation = List::of;

  @Setup
  public void compile() {
    Shape square = Shape.of(size, size);
    operation = Operation.of(engine, in -> in.get(0).matmul(in.get(1)), square, square);
  }

  @Benchmark
  public List<Tensor> matmul() {
    return operation.get();
  }
}
