package dev.lamina.benchmarks.micro;

import dev.lamina.eager.Eager;
import dev.lamina.eager.EagerTensor;
import dev.lamina.eager.Tape;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.ops.Ops;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an operation of the dynamic mode costs on small tensors: x = tanh(x w + x), eight times, per
 * elementwise operation (three each), against the same in Java arrays and as one compiled program;
 * and the same with gradients, per operation of the forward pass.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EagerBenchmark {
  private static final int ROUNDS = 8;
  private static final int OPERATIONS = 3 * ROUNDS;

  @Param({"native", "java"})
  String engine = "java";

  @Param({"4", "256"})
  int size;

  private float[] x = {};
  private float[] w = {};
  private Supplier<List<Tensor>> program = List::of;
  private Supplier<List<Tensor>> step = List::of;
  private Eager session = Eager.open("java", 0);

  /** Makes the inputs and compiles. */
  @Setup
  public void compile() {
    session.close();
    session = Eager.open(engine, 0);
    x = new float[size];
    w = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) Math.sin(i);
      w[i] = (float) Math.cos(i);
    }
    Shape shape = Shape.of(size);
    program = Operation.of(engine, in -> chain(in.get(0), in.get(1)), shape, shape);
    step = Operation.of(engine, EagerBenchmark::gradient, shape, shape);
  }

  @TearDown
  public void close() {
    session.close();
  }

  private static Value chain(Value x, Value w) {
    Value y = x;
    for (int i = 0; i < ROUNDS; i++) {
      y = Ops.tanh(Ops.add(Ops.multiply(y, w), y));
    }
    return y;
  }

  private static Value gradient(List<Value> in) {
    return Autodiff.gradients(chain(in.get(0), in.get(1)).sum(), List.of(in.get(1))).get(0);
  }

  private static EagerTensor chain(EagerTensor x, EagerTensor w) {
    EagerTensor y = x;
    for (int i = 0; i < ROUNDS; i++) {
      y = Ops.tanh(Ops.add(Ops.multiply(y, w), y));
    }
    return y;
  }

  /** Every operation a call of its own. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public Tensor eager() {
    return chain(session.of(Tensor.of(x)), session.of(Tensor.of(w))).tensor();
  }

  /** The same, remembered, and its gradient. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public Tensor eagerGradient() {
    Tape tape = session.tape();
    EagerTensor watched = tape.watch(Tensor.of(w));
    EagerTensor loss = Ops.sum(chain(session.of(Tensor.of(x)), watched));
    return tape.gradient(loss, watched).get(0).tensor();
  }

  /** All operations as one program, copied in and out. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public List<Tensor> compiled() {
    return program.get();
  }

  /** Operations and gradient as one program. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public List<Tensor> compiledGradient() {
    return step.get();
  }

  /** Loops over Java arrays, a new array for each operation. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public float[] arrays() {
    float[] y = x;
    for (int round = 0; round < ROUNDS; round++) {
      float[] product = new float[size];
      float[] sum = new float[size];
      float[] next = new float[size];
      for (int i = 0; i < size; i++) {
        product[i] = y[i] * w[i];
      }
      for (int i = 0; i < size; i++) {
        sum[i] = product[i] + y[i];
      }
      for (int i = 0; i < size; i++) {
        next[i] = (float) Math.tanh(sum[i]);
      }
      y = next;
    }
    return y;
  }
}
