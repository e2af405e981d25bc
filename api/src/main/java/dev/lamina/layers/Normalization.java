package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.initializers.Ones;
import dev.lamina.initializers.Zeros;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * (x - mean) / max(√variance, 1e-7), or with {@code invert} the inverse. x: [batch, …] -> same
 * shape, float32.
 *
 * <p>Mean and variance are arguments, given or found by {@code adapt}. A layer of a file may have
 * them as weights: {@code mean}, {@code variance} of shape [sizes of axis], {@code count}.
 *
 * @param axis the axes with a mean for each index; none: one mean of all
 * @param mean a number, or a tensor that broadcasts to [sizes of axis]
 */
@RecordBuilder
public record Normalization(
    List<Integer> axis, boolean invert, Optional<Tensor> mean, Optional<Tensor> variance)
    implements Adaptable, NormalizationBuilder.With {
  private static final String NAME = "Normalization";

  /** Keras' backend epsilon. */
  private static final double LEAST = 1e-7;

  public Normalization {
    axis = List.copyOf(axis);
    Check.that(
        mean.isPresent() == variance.isPresent(),
        "%s: expected mean and variance, or none of them, got %s only",
        NAME,
        mean.isPresent() ? "mean" : "variance");
    mean = mean.map(t -> t.cast(DType.FLOAT64));
    variance = variance.map(t -> t.cast(DType.FLOAT64));
    for (Tensor t : List.of(mean, variance).stream().flatMap(Optional::stream).toList()) {
      Check.that(
          t.shape().rank() <= axis.size() || t.size() == 1,
          "%s: mean and variance have an axis for each of axis = %s, got shape %s",
          NAME,
          axis,
          t.shape());
    }
  }

  /** A mean and a variance for each feature of the last axis. */
  public static Normalization of() {
    return of(-1);
  }

  /** A mean and a variance for each index of these axes; without any: one for all numbers. */
  public static Normalization of(int... axis) {
    return new Normalization(
        java.util.stream.IntStream.of(axis).boxed().toList(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** With this mean and variance. */
  public Normalization with(double newMean, double newVariance) {
    return with(Tensor.scalar(DType.FLOAT64, newMean), Tensor.scalar(DType.FLOAT64, newVariance));
  }

  /** With these means and variances: [sizes of axis]. */
  public Normalization with(Tensor newMean, Tensor newVariance) {
    return new Normalization(axis, invert, Optional.of(newMean), Optional.of(newVariance));
  }

  /** The layer with mean and biased variance of {@code data}. */
  @Override
  public Normalization adapt(Tensor data) {
    return adapt(List.of(data));
  }

  /** The same with the data in several parts. */
  @Override
  public Normalization adapt(Iterable<Tensor> parts) {
    var moments = new Moments(NAME);
    parts.forEach(t -> moments.add(t, kept(t.shape())));
    return with(moments.mean(), moments.variance());
  }

  /** The axes that keep their indices, rising. */
  private List<Integer> kept(Shape shape) {
    for (int a : axis) {
      Check.that(
          a >= -shape.rank() && a < shape.rank(),
          "%s: axis %d is not in [%d, %d) of the input's shape %s",
          NAME,
          a,
          -shape.rank(),
          shape.rank(),
          shape);
    }
    List<Integer> all = axis.stream().map(shape::axis).sorted().distinct().toList();
    Check.that(
        all.size() == axis.size(), "%s: axis %s names an axis of %s twice", NAME, axis, shape);
    return all;
  }

  /** Numbers of shape [sizes of axis], or that broadcast to it, with an axis for each of x. */
  private Tensor spread(Tensor t, Shape x) {
    List<Integer> kept = kept(x);
    int[] dims = new int[x.rank()];
    java.util.Arrays.fill(dims, 1);
    int rank = Math.min(t.shape().rank(), kept.size());
    for (int i = 0; i < rank; i++) {
      int size = t.shape().dim(t.shape().rank() - 1 - i);
      int at = kept.get(kept.size() - 1 - i);
      Check.that(
          size == 1 || size == x.dim(at),
          "%s: mean and variance of shape %s do not fit axis %s of the input's shape %s",
          NAME,
          t.shape(),
          axis,
          x);
      dims[at] = size;
    }
    return t.reshape(dims);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Value x = Check.floating(scope, input);
    Value m;
    Value v;
    if (mean.isPresent()) {
      m = Value.constant(spread(mean.get(), x.shape()).cast(x.dtype()));
      v = Value.constant(spread(variance.orElseThrow(), x.shape()).cast(x.dtype()));
    } else {
      List<Integer> kept = kept(x.shape());
      Shape sizes = Shape.of(kept.stream().map(x.shape()::dim).toList());
      int[] dims = new int[x.rank()];
      for (int i = 0; i < dims.length; i++) {
        dims[i] = kept.contains(i) ? x.dim(i) : 1;
      }
      m = scope.state("mean", sizes, Zeros.of()).reshape(dims);
      v = scope.state("variance", sizes, Ones.of()).reshape(dims);
      scope.weight(WeightSpec.state("count", Shape.scalar(), Zeros.of()).ofType(DType.INT64));
    }
    Value deviation = v.sqrt().max(LEAST);
    return invert ? x.times(deviation).plus(m) : x.minus(m).div(deviation);
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    Tensor m =
        spread(
            mean.orElseThrow(
                () ->
                    new IllegalStateException(
                        NAME + ": has no mean and variance yet; call adapt(data) first")),
            x.shape());
    Tensor v = spread(variance.orElseThrow(), x.shape());
    if (invert) {
      Tensor scaled = Arithmetic.each(NAME, x, v, (a, b) -> a * deviation(b));
      return Arithmetic.each(NAME, scaled, m, (a, b) -> a + (float) b);
    }
    Tensor centered = Arithmetic.each(NAME, x, m, (a, b) -> (float) a - (float) b);
    return Arithmetic.each(NAME, centered, v, (a, b) -> a / deviation(b));
  }

  private static float deviation(double variance) {
    return (float) Math.max(Math.sqrt((float) variance), LEAST);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return inputs.get(0);
  }

  @Override
  public DType hostType() {
    return DType.FLOAT32;
  }

  @Override
  public boolean runsInGraph() {
    return true;
  }
}
