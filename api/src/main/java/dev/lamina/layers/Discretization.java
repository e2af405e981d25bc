package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Numbers to the bins between {@code binBoundaries}: how many boundaries are not above x. A number
 * equal to a boundary is in the upper bin. x: [batch, …] -> by {@code outputMode}; int32, vectors
 * float32.
 *
 * @param binBoundaries rising; n of them make n + 1 bins
 * @param numBins how many bins {@code adapt} makes, about equally full
 * @param epsilon how exact {@code adapt} is: it summarizes the data in 1 / epsilon numbers
 * @param sparse only kept: the output is the same, dense
 * @param dtype of vectors
 */
@RecordBuilder
public record Discretization(
    Optional<List<Double>> binBoundaries,
    Optional<Integer> numBins,
    double epsilon,
    OutputMode outputMode,
    boolean sparse,
    Optional<DType> dtype)
    implements Adaptable, TypedLayer, DiscretizationBuilder.With {
  private static final String NAME = "Discretization";

  public Discretization {
    binBoundaries = binBoundaries.map(List::copyOf);
    Check.that(
        binBoundaries.isPresent() || numBins.isPresent(),
        "%s: expected binBoundaries, or numBins for adapt, got neither",
        NAME);
    numBins.ifPresent(n -> Check.positive(NAME, "numBins", n));
    Check.that(epsilon > 0 && epsilon < 1, "%s: epsilon must be in (0, 1), got %s", NAME, epsilon);
    List<Double> edges = binBoundaries.orElse(List.of());
    for (int i = 1; i < edges.size(); i++) {
      Check.that(
          edges.get(i - 1) <= edges.get(i), "%s: binBoundaries must rise, got %s", NAME, edges);
    }
    OutputMode.check(
        NAME,
        outputMode,
        OutputMode.INT,
        OutputMode.ONE_HOT,
        OutputMode.MULTI_HOT,
        OutputMode.COUNT);
    dtype = Optional.of(dtype.orElse(DType.FLOAT32));
  }

  /** Bins between these boundaries. */
  public static Discretization of(double... binBoundaries) {
    return new Discretization(
        Optional.of(java.util.Arrays.stream(binBoundaries).boxed().toList()),
        Optional.empty(),
        0.01,
        OutputMode.INT,
        false,
        Optional.empty());
  }

  /** So many bins; {@code adapt} finds the boundaries. */
  public static Discretization ofBins(int numBins) {
    return new Discretization(
        Optional.empty(), Optional.of(numBins), 0.01, OutputMode.INT, false, Optional.empty());
  }

  /** The layer with boundaries that cut {@code data} into about equally many numbers. */
  @Override
  public Discretization adapt(Tensor data) {
    return adapt(List.of(data));
  }

  /** The same with the data in several parts. */
  @Override
  public Discretization adapt(Iterable<Tensor> parts) {
    Check.that(
        numBins.isPresent(),
        "%s: adapt: the layer has fixed binBoundaries; make it with ofBins(n)",
        NAME);
    var summary = new QuantileSummary(epsilon);
    parts.forEach(t -> summary.add(t.toFloats()));
    return withBinBoundaries(Optional.of(summary.boundaries(numBins.orElseThrow())));
  }

  private float[] edges() {
    List<Double> all =
        binBoundaries.orElseThrow(
            () ->
                new IllegalStateException(
                    NAME + ": has no binBoundaries yet; call adapt(data) first"));
    float[] out = new float[all.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = all.get(i).floatValue();
    }
    return out;
  }

  private int bins() {
    return edges().length + 1;
  }

  private DType outputType() {
    return outputMode == OutputMode.INT ? DType.INT32 : dtype.orElseThrow();
  }

  @Override
  public Value apply(Scope scope, Value x) {
    float[] edges = edges();
    Value given = Check.floating(scope, x);
    Value boundaries = Value.constant(Tensor.wrap(edges, Shape.of(edges.length)));
    // Not "x >= boundary": what compares with nothing, NaN, belongs to the last bin as in Keras.
    Value below =
        given.expandDims(-1).lt(boundaries.cast(given.dtype())).cast(DType.FLOAT32).sum(-1);
    Value bin = Value.scalar(DType.FLOAT32, edges.length).minus(below).cast(DType.INT32);
    return outputMode == OutputMode.INT
        ? bin
        : Encoding.encode(outputMode, bin, bins(), outputType(), Optional.empty());
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    float[] edges = edges();
    long[] bins = new long[x.size()];
    for (int i = 0; i < bins.length; i++) {
      float v = (float) x.getDouble(i);
      int bin = edges.length;
      while (bin > 0 && v < edges[bin - 1]) {
        bin--;
      }
      bins[i] = bin;
    }
    return outputMode == OutputMode.INT
        ? Tensor.wrap(bins, x.shape()).cast(DType.INT32)
        : Encoding.encode(outputMode, bins, x.shape(), bins(), outputType(), new double[0]);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return Encoding.shape(outputMode, inputs.get(0), bins());
  }

  @Override
  public DType hostType() {
    return outputType();
  }

  @Override
  public boolean runsInGraph() {
    return true;
  }
}
