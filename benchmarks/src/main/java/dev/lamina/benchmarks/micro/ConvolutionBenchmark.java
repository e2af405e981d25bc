package dev.lamina.benchmarks.micro;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
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

/** Convolution of 32 images by 3 x 3 kernels, copied in and out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConvolutionBenchmark {
  @Param({"native", "java"})
  String engine = "java";

  private Supplier<List<Tensor>> operation = List::of;

  @Setup
  public void compile() {
    Window window = new Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1));
    operation =
        Operation.of(
            engine,
            in -> Value.of(new Conv(window, 1), in),
            Shape.of(32, 28, 28, 32),
            Shape.of(3, 3, 32, 64));
  }

  @Benchmark
  public List<Tensor> convolution() {
    return operation.get();
  }
}
