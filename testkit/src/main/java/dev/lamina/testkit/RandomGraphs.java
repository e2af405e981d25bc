package dev.lamina.testkit;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Softmax;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Small graphs from a grammar of ops, one for each seed. Values stay within a few units, so that
 * rounding errors do too; conditions compare inputs only, so that rounding does not turn them.
 */
public final class RandomGraphs {
  private static final int[] SIZES = {1, 2, 3, 5};

  private final Random random;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Value> pool = new ArrayList<>();

  private RandomGraphs(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** {@link #check(Backend, long, double)} within the bound that op cases have in float32. */
  public static void check(Backend backend, long seed) {
    check(backend, seed, Closeness.tolerance(DType.FLOAT32));
  }

  /**
   * Compares an engine with the java engine in float64 on the graph of a seed. What fails tells the
   * seed and prints the graph.
   *
   * @param tolerance how far results may be off, relative to 1 + |expected|
   */
  public static void check(Backend backend, long seed, double tolerance) {
    Graph graph = graph(seed, DType.FLOAT32);
    List<Unsupported> missing = backend.unsupported(graph);
    Assumptions.assumeTrue(missing.isEmpty(), missing::toString);
    List<Tensor> in = inputs(graph, seed);
    List<Tensor> want =
        Runner.run(
            Backends.get("java"), graph(seed, DType.FLOAT64), Runner.cast(in, DType.FLOAT64));
    try {
      List<Tensor> got = Runner.run(backend, graph, in);
      for (int i = 0; i < want.size(); i++) {
        Assertions.assertEquals(graph.outputTypes().get(i), got.get(i).type(), "type of " + i);
        Closeness.assertClose("result " + i, want.get(i), got.get(i), tolerance);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "random graph on '%s'; again with -Dlamina.seed=%d: %s%n%s"
              .formatted(backend.name(), seed, e.getMessage(), graph),
          e);
    }
  }

  /** The graph of a seed over a floating dtype; the dtype does not change its form. */
  public static Graph graph(long seed, DType floating) {
    return new RandomGraphs(seed).build(floating);
  }

  /** Values for a graph's inputs in [-2, 2), representable in float32. */
  public static List<Tensor> inputs(Graph graph, long seed) {
    var all = new ArrayList<Tensor>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value in = graph.inputs().get(i);
      Tensor drawn = Arg.real(in.shape().toArray()).draw(seed + i);
      all.add(drawn.cast(in.dtype()));
    }
    return all;
  }

  private Graph build(DType floating) {
    int n = 1 + random.nextInt(3);
    for (int i = 0; i < n; i++) {
      int[] dims = IntStream.range(0, 1 + random.nextInt(4)).map(a -> size()).toArray();
      inputs.add(Value.input("x" + i, TensorType.of(floating, dims)));
    }
    pool.addAll(inputs);
    int ops = 4 + random.nextInt(12);
    for (int i = 0; i < ops; i++) {
      Value next = apply(any());
      // Bounded again, so that depth does not amplify.
      pool.add(i % 3 == 2 ? next.tanh() : next);
    }
    var outputs = new ArrayList<Value>();
    outputs.add(pool.get(pool.size() - 1));
    outputs.add(any());
    return Graph.of(inputs, outputs);
  }

  private Value any() {
    return pool.get(random.nextInt(pool.size()));
  }

  private int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private Value apply(Value x) {
    int axis = x.rank() == 0 ? 0 : random.nextInt(x.rank());
    return switch (random.nextInt(x.rank() == 0 ? 5 : 16)) {
      case 0 -> x.unary(pick(Unary.Kind.NEG, Unary.Kind.ABS, Unary.Kind.RELU, Unary.Kind.SOFTPLUS));
      case 1 -> x.unary(pick(Unary.Kind.TANH, Unary.Kind.SIGMOID, Unary.Kind.ERF, Unary.Kind.SIN));
      case 2 -> x.tanh().unary(pick(Unary.Kind.EXP, Unary.Kind.SQUARE, Unary.Kind.COS));
      case 3 -> binary(x);
      case 4 -> x.times(0.5).plus(random.nextInt(3) - 1).minus(0);
      case 5 ->
          Value.of(
              new Reduce(
                  pick(Reduce.Kind.MEAN, Reduce.Kind.MAX, Reduce.Kind.MIN),
                  List.of(axis),
                  random.nextBoolean()),
              x);
      case 6 -> x.sum(axis).times(1.0 / x.dim(axis));
      case 7 -> x.swapAxes(axis, random.nextInt(x.rank()));
      case 8 -> x.reshape(Shape.of(x.shape().intSize())).reshape(x.shape());
      case 9 -> x.slice(axis, x.dim(axis) > 1 ? 1 : 0, x.dim(axis));
      case 10 -> pad(x, axis);
      case 11 -> Value.concat(axis, List.of(x, x.negate()));
      case 12 -> x.reverse(axis);
      case 13 -> Value.of(new Softmax(axis), x);
      case 14 -> matmul(x);
      default -> select(x, axis);
    };
  }

  private Value binary(Value x) {
    Binary.Kind kind = pick(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MAX, Binary.Kind.MIN);
    for (int attempt = 0; attempt < 8; attempt++) {
      Value y = any();
      if (broadcasts(x.shape(), y.shape())) {
        return random.nextBoolean() ? x.binary(kind, y) : x.tanh().times(y);
      }
    }
    return x.binary(kind, x.times(0.5));
  }

  private static boolean broadcasts(Shape a, Shape b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      if (a.dim(-i) != b.dim(-i) && a.dim(-i) != 1 && b.dim(-i) != 1) {
        return false;
      }
    }
    // Products of large shapes would grow from op to op.
    return Math.max(a.rank(), b.rank()) <= 4 && a.size() * b.size() <= 10_000;
  }

  private Value pad(Value x, int axis) {
    if (x.shape().size() > 2000) {
      return x;
    }
    int[] lo = new int[x.rank()];
    lo[axis] = 1 + random.nextInt(2);
    return x.pad(lo, new int[x.rank()], random.nextBoolean() ? 0 : 0.5);
  }

  private Value matmul(Value x) {
    if (x.rank() < 2) {
      return Value.of(new CumSum(0, random.nextBoolean(), random.nextBoolean()), x.tanh())
          .times(1.0 / Math.max(1, x.dim(0)));
    }
    int last = x.dim(-1);
    Value other = random.nextBoolean() ? x.tanh() : x.times(0.5).tanh();
    return x.matmul(other, false, true).times(1.0 / Math.max(1, last));
  }

  private Value select(Value x, int axis) {
    for (Value in : inputs) {
      if (broadcasts(in.shape(), x.shape())) {
        Compare.Kind kind = pick(Compare.Kind.GT, Compare.Kind.LE, Compare.Kind.NE);
        return in.compare(kind, Value.scalar(in.dtype(), 0)).select(x, x.times(-0.5));
      }
    }
    return x.reverse(axis);
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
