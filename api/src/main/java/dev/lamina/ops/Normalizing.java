package dev.lamina.ops;

import dev.lamina.graph.Node;
import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Normalizations whose statistics, factors and offsets are tensors of the call. */
public final class Normalizing {
  /** Keras' epsilon where none is given. */
  private static final double EPSILON = 1e-7;

  private Normalizing() {}

  /**
   * (x - mean) / √(variance + epsilon) scale + offset (arXiv:1502.03167) for each entry of an axis.
   * x, mean and variance: [size of the axis], and what is given of offset and scale, likewise ->
   * x's shape. Keras: {@code batch_normalization}.
   */
  public record BatchNorm(int axis, double epsilon, Given given) implements Operation {
    static final List<String> OPTIONAL = List.of("offset", "scale");

    public BatchNorm {
      notNegative("batch_normalization", epsilon);
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = Promotion.floating(inputs.get(0));
      int a = x.shape().axis(axis);
      int[] wide = IntStream.generate(() -> 1).limit(x.rank()).toArray();
      wide[a] = x.dim(a);
      Value mean = part("mean", x, a, inputs.get(1)).reshape(wide);
      Value factor = part("variance", x, a, inputs.get(2)).plus(epsilon).rsqrt().reshape(wide);
      Optional<Value> scale = given.find("scale", inputs, 3).map(s -> part("scale", x, a, s));
      Optional<Value> offset = given.find("offset", inputs, 3).map(o -> part("offset", x, a, o));
      Value f = scale.map(s -> factor.times(s.reshape(wide))).orElse(factor);
      Value shift = mean.times(f).negate();
      Value b = offset.map(o -> shift.plus(o.reshape(wide))).orElse(shift);
      return List.of(x.times(f).plus(b));
    }

    private static Value part(String name, Value x, int axis, Value v) {
      Require.that(
          v.shape().equals(Shape.of(x.dim(axis))),
          "batch_normalization: expected %s [%d], one for each entry of axis %d of %s, got %s",
          name,
          x.dim(axis),
          axis,
          x.shape(),
          v.shape());
      return v.cast(x.dtype());
    }
  }

  /**
   * (x - mean) / √(variance + epsilon) gamma + beta (arXiv:1607.06450) with mean and biased
   * variance over axes. x, and what is given of gamma and beta: [sizes of the axes] -> x's shape.
   * Keras: {@code layer_normalization}.
   *
   * @param epsilon empty: 1e-7
   * @param rmsScaling x / √(variance + epsilon) gamma instead: Keras' deprecated option
   */
  public record LayerNorm(Ints axis, Optional<Double> epsilon, boolean rmsScaling, Given given)
      implements Operation {
    static final List<String> OPTIONAL = List.of("gamma", "beta");

    public LayerNorm {
      epsilon.ifPresent(e -> notNegative("layer_normalization", e));
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value in = Promotion.floating(inputs.get(0));
      List<Integer> axes = axes("layer_normalization", in, axis);
      var there = new Shaping.Moveaxis(Ints.list(axes), ends(in, axes.size()));
      var back = new Shaping.Moveaxis(ends(in, axes.size()), Ints.list(axes));
      Value moved = there.write(in);
      int kept = in.rank() - axes.size();
      Shape sizes = moved.shape().range(kept, in.rank());
      Shape flat = Shape.of(sizes.intSize());
      Value x = moved.reshape(moved.shape().range(0, kept).concat(flat));
      Value gamma =
          given
              .find("gamma", inputs, 1)
              .map(g -> part("gamma", x, sizes, g))
              .orElseGet(() -> Value.full(x.type().withShape(flat), 1));
      Value beta =
          given
              .find("beta", inputs, 1)
              .map(b -> part("beta", x, sizes, b))
              .orElseGet(() -> Value.zeros(x.type().withShape(flat)));
      double e = epsilon.orElse(EPSILON);
      Value y =
          rmsScaling
              ? x.times(variance(x).plus(e).rsqrt()).times(gamma)
              : Node.of(new dev.lamina.graph.op.LayerNorm(e), List.of(x, gamma, beta)).result(0);
      return List.of(back.write(y.reshape(moved.shape())));
    }

    private static Value variance(Value x) {
      Value centered = x.minus(x.reduce(Reduce.Kind.MEAN, true, -1));
      return centered.square().reduce(Reduce.Kind.MEAN, true, -1);
    }

    private static Value part(String name, Value x, Shape sizes, Value v) {
      Require.that(
          v.shape().equals(sizes),
          "layer_normalization: expected %s of the axes' sizes %s, got %s",
          name,
          sizes,
          v.shape());
      return v.cast(x.dtype()).reshape(Shape.of(sizes.intSize()));
    }
  }

  /**
   * x / √(mean(x²) + epsilon) scale (arXiv:1910.07467) with the mean over axes. x, and scale if it
   * is given, which broadcasts to x -> x's shape. Keras: {@code rms_normalization}.
   *
   * @param epsilon empty: 1e-7
   */
  public record RMSNorm(Ints axis, Optional<Double> epsilon, Given given) implements Operation {
    static final List<String> OPTIONAL = List.of("scale");

    public RMSNorm {
      epsilon.ifPresent(e -> notNegative("rms_normalization", e));
    }

    @Override
    public List<Value> write(List<Value> inputs) {
      Value x = Promotion.floating(inputs.get(0));
      int[] axes =
          axes("rms_normalization", x, axis).stream().mapToInt(Integer::intValue).toArray();
      Value mean = x.square().reduce(Reduce.Kind.MEAN, true, axes);
      Value y = x.times(mean.plus(epsilon.orElse(EPSILON)).rsqrt());
      Optional<Value> scale = given.find("scale", inputs, 1);
      scale.ifPresent(
          s ->
              Require.that(
                  Shape.broadcast("rms_normalization", x.shape(), s.shape()).equals(x.shape()),
                  "rms_normalization: expected a scale that broadcasts to %s, got %s",
                  x.shape(),
                  s.shape()));
      return List.of(scale.map(s -> y.times(s.cast(x.dtype()))).orElse(y));
    }
  }

  private static void notNegative(String op, double epsilon) {
    Require.that(epsilon >= 0, "%s: expected epsilon >= 0, got %s", op, epsilon);
  }

  /** Rising, each once. */
  private static List<Integer> axes(String op, Value x, Ints axis) {
    var out =
        new ArrayList<>(axis.values().stream().map(x.shape()::axis).sorted().distinct().toList());
    Require.that(
        !out.isEmpty() && out.size() == axis.values().size(),
        "%s: expected one or more different axes, got %s",
        op,
        axis.values());
    return out;
  }

  private static Ints ends(Value x, int n) {
    return Ints.list(IntStream.range(x.rank() - n, x.rank()).boxed().toList());
  }
}
