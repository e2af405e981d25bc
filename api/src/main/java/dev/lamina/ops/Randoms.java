package dev.lamina.ops;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.StopGradient;
import dev.lamina.layers.Noise;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.Optional;

/**
 * Random values in a graph ({@code keras.random}), float32 where nothing else is said. All come
 * from the counter-based numbers of {@link Philox}, which are the same on every engine. {@code
 * Randoms.of(scope)} draws new ones at every call and step of a layer; {@code Randoms.of(seed)}
 * gives the same ones at every call, as Keras' functions with a whole number as seed. The numbers
 * are not Keras' own.
 */
public final class Randoms {
  /** Candidates per gamma variate: all are rejected in less than one of 10^10 cases. */
  private static final int ROUNDS = 8;

  private static final int LARGEST_COUNT = 10_000;

  private interface Source {
    Value uniform(Shape shape, int stream);
  }

  private final Source source;

  private Randoms(Source source) {
    this.source = source;
  }

  /** New numbers at every call, of the layer's own stream. */
  public static Randoms of(Scope scope) {
    return new Randoms((shape, stream) -> scope.random(shape));
  }

  /** The same numbers at every call with this seed. */
  public static Randoms of(long seed) {
    return of(seed, Value.scalar(DType.INT64, 0));
  }

  /** The same numbers for the same seed and step (an int64 scalar). */
  public static Randoms of(long seed, Value step) {
    return new Randoms(
        (shape, stream) -> Value.of(new RandomUniform(shape, Philox.key(seed, stream)), step));
  }

  /** Evenly spread over [0, 1), of 24 random bits. */
  public Value uniform(Shape shape) {
    return source.uniform(shape, 0);
  }

  /** Evenly spread over [min, max). */
  public Value uniform(Shape shape, double min, double max) {
    if (!(min <= max)) {
      throw bad("uniform", "min <= max", min + " and " + max);
    }
    return uniform(shape).times(max - min).plus(min);
  }

  /** Normal values (Box, Muller 1958). */
  public Value normal(Shape shape, double mean, double stddev) {
    return standardNormal(shape, 1).times(stddev).plus(mean);
  }

  private Value standardNormal(Shape shape, int stream) {
    return Noise.normal(source.uniform(shape, stream), source.uniform(shape, stream + 1));
  }

  /** Normal values within two standard deviations of the mean. */
  public Value truncatedNormal(Shape shape, double mean, double stddev) {
    Value even = source.uniform(shape, 3).times(2).minus(1).times(erf(Math.sqrt(2)));
    Value z = InverseErf.of(even).times(Math.sqrt(2)).clip(-2, 2);
    return z.times(stddev).plus(mean);
  }

  /** erf(√2): the share of a normal distribution within two standard deviations. */
  private static Value erf(double x) {
    return Value.scalar(DType.FLOAT32, x).erf();
  }

  /** Whole numbers evenly spread over [min, max), int32; at most 2^24 different ones. */
  public Value randint(Shape shape, int min, int max) {
    long range = (long) max - min;
    if (range < 1 || range > 1 << 24) {
      throw bad("randint", "1 to 2^24 numbers in [min, max)", "[" + min + ", " + max + ")");
    }
    Value steps = source.uniform(shape, 4).times(range).floor().min(range - 1.0);
    return steps.cast(DType.INT32).plus(Value.scalar(DType.INT32, min));
  }

  /** Whether an event of this probability happens, bool. */
  public Value bernoulli(Shape shape, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw bad("bernoulli", "a probability in [0, 1]", String.valueOf(probability));
    }
    return source.uniform(shape, 5).lt(probability);
  }

  /**
   * Classes drawn with probabilities softmax(logits), int32: [batch, classes] -> [batch, samples]
   * (the largest of logits and Gumbel noise).
   */
  public Value categorical(Value logits, int samples) {
    if (logits.rank() != 2 || !logits.dtype().isFloating() || samples < 1) {
      throw bad(
          "categorical",
          "floating logits [batch, classes] and samples > 0",
          logits.type() + " and " + samples);
    }
    Shape shape = Shape.of(logits.dim(0), samples, logits.dim(1));
    Value noise = source.uniform(shape, 6).log().negate().log().negate();
    Value scores = logits.cast(DType.FLOAT32).expandDims(1).plus(noise);
    return Value.of(new ArgReduce(ArgReduce.Kind.MAX, 2), scores);
  }

  /** 0 with probability {@code rate}, otherwise x / (1 - rate). */
  public Value dropout(Value x, double rate) {
    if (!(rate >= 0 && rate < 1) || !x.dtype().isFloating()) {
      throw bad("dropout", "a rate in [0, 1) and floats", rate + " and " + x.type());
    }
    Value kept = source.uniform(x.shape(), 7).ge(rate);
    return kept.select(x.times(1 / (1 - rate)), Value.scalar(x.dtype(), 0));
  }

  /** The entries of an axis in random order, all alike. */
  public Value shuffle(Value x, int axis) {
    int a = x.shape().axis(axis);
    Value keys = source.uniform(Shape.of(x.dim(a)), 8);
    return x.gather(a, new Ordering.Argsort(Optional.of(-1)).write(keys));
  }

  /**
   * Gamma variates of shape parameter alpha > 0 (broadcasts to {@code shape}) and scale 1
   * (Marsaglia, Tsang 2000). No gradient flows to alpha.
   */
  public Value gamma(Shape shape, Value alpha) {
    return gamma(shape, alpha, 9);
  }

  private Value gamma(Shape shape, Value given, int stream) {
    Value alpha = Value.of(new StopGradient(), given.cast(DType.FLOAT32)).broadcastTo(shape);
    Value small = alpha.lt(1);
    Value raised = small.select(alpha.plus(1), alpha);
    Value d = raised.minus(1 / 3.0);
    Value c = d.times(9).rsqrt();
    Shape all = Shape.of(ROUNDS).concat(shape);
    Value z = standardNormal(all, stream);
    Value u = source.uniform(all, stream + 2).rsub(1);
    Value root = z.times(c).plus(1);
    Value v = root.square().times(root);
    Value inside = v.gt(0);
    Value safe = inside.select(v, Value.scalar(DType.FLOAT32, 1));
    Value bound = z.square().times(0.5).plus(d.times(safe.rsub(1).plus(safe.log())));
    Value accepted = inside.and(u.log().compare(Compare.Kind.LT, bound));
    Value first = Value.of(new ArgReduce(ArgReduce.Kind.MAX, 0), accepted.cast(DType.INT32));
    Value round = Value.of(new Iota(new TensorType(DType.INT32, all), 0));
    Value zero = Value.scalar(DType.FLOAT32, 0);
    Value chosen = round.eq(first).select(safe, zero).sum(0).times(d);
    Value power = source.uniform(shape, stream + 3).rsub(1).pow(alpha.rdiv(1));
    return small.select(chosen.times(power), chosen);
  }

  /** Beta variates: x / (x + y) of gamma variates with alpha and beta. */
  public Value beta(Shape shape, Value alpha, Value beta) {
    Value x = gamma(shape, alpha, 9);
    return x.div(x.plus(gamma(shape, beta, 13)));
  }

  /**
   * How many of {@code count} independent events of a probability (broadcasts to {@code shape})
   * happen. Each event is drawn: for up to 10 000.
   */
  public Value binomial(Shape shape, int count, Value probability) {
    if (count < 1 || count > LARGEST_COUNT) {
      throw bad("binomial", "a count in [1, " + LARGEST_COUNT + "]", String.valueOf(count));
    }
    Value u = source.uniform(Shape.of(count).concat(shape), 17);
    return u.compare(Compare.Kind.LT, probability.cast(DType.FLOAT32)).cast(DType.FLOAT32).sum(0);
  }

  private static IllegalArgumentException bad(String function, String expected, String got) {
    return new IllegalArgumentException(
        "random %s: expected %s, got %s".formatted(function, expected, got));
  }
}
