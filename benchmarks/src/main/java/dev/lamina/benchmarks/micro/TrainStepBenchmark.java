package dev.lamina.benchmarks.micro;

import static dev.lamina.activations.Activations.RELU;

import dev.lamina.Compile;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.data.Dataset;
import dev.lamina.layers.Dense;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.optimizers.Adam;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.Map;
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

/** One call of {@code trainOnBatch} with a model so small that overhead is most of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TrainStepBenchmark {
  private static final int BATCH = 16;

  @Param({"native", "java"})
  String engine = "java";

  private Supplier<Map<String, Double>> step = Map::of;

  @Setup
  public void compile() {
    Model model = Sequential.of(Input.of(4), Dense.of(16, RELU), Dense.of(1));
    model.compile(Compile.of(Adam.of(1e-3), MeanSquaredError.of()).backend(engine));
    Tensor x = Tensor.full(new TensorType(DType.FLOAT32, Shape.of(BATCH, 4)), 0.5);
    Tensor y = Tensor.full(new TensorType(DType.FLOAT32, Shape.of(BATCH, 1)), 1);
    Dataset batch = Dataset.of(x, y);
    step = () -> model.trainOnBatch(batch);
  }

  @Benchmark
  public Map<String, Double> step() {
    return step.get();
  }
}
