package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The combination of two or more categories as one, hashed to a bin: FarmHash64 of strings, and
 * integers as they are, chained by FarmHash's fingerprint of two fingerprints. Runs on the host.
 * inputs: strings or integers, each [batch] or [batch, 1] -> by {@code outputMode}, int or one_hot.
 *
 * @param sparse only kept: the output is the same, dense
 * @param dtype the output's elements: int32 or int64 for outputMode int
 */
@RecordBuilder
public record HashedCrossing(
    int numBins, OutputMode outputMode, boolean sparse, Optional<DType> dtype)
    implements HostLayer, TypedLayer, HashedCrossingBuilder.With {
  /** Where TensorFlow's crossing starts the chain. */
  private static final long START = 0xDECAFCAFFEL;

  private static final long FACTOR = 0xc6a4a7935bd1e995L;

  public HashedCrossing {
    Check.positive("HashedCrossing", "numBins", numBins);
    OutputMode.check("HashedCrossing", outputMode, OutputMode.INT, OutputMode.ONE_HOT);
    DType type = dtype.orElse(outputMode == OutputMode.INT ? DType.INT64 : DType.FLOAT32);
    Check.that(
        outputMode != OutputMode.INT || type == DType.INT32 || type == DType.INT64,
        "HashedCrossing: dtype must be int32 or int64 for outputMode int, got %s",
        type.keras());
    dtype = Optional.of(type);
  }

  public static HashedCrossing of(int numBins) {
    return of(numBins, OutputMode.INT);
  }

  public static HashedCrossing of(int numBins, OutputMode outputMode) {
    return new HashedCrossing(numBins, outputMode, false, Optional.empty());
  }

  private DType outputType() {
    return dtype.orElseThrow();
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Check.that(
        inputs.size() > 1, "HashedCrossing: expected at least two inputs, got %d", inputs.size());
    Shape shape = inputs.get(0).shape();
    for (Tensor t : inputs) {
      Check.that(
          !t.dtype().isFloating(),
          "HashedCrossing: expected strings or integers, got %s; Discretization makes bins of"
              + " numbers",
          t.type());
      Check.that(
          t.shape().equals(shape) && (shape.rank() < 2 || (shape.rank() == 2 && shape.dim(1) == 1)),
          "HashedCrossing: expected inputs of one shape, [batch] or [batch, 1], got %s",
          inputs.stream().map(Tensor::shape).toList());
    }
    long[] bins = new long[shape.intSize()];
    for (int i = 0; i < bins.length; i++) {
      long hash = START;
      for (Tensor t : inputs) {
        hash =
            chain(
                hash,
                t.dtype() == DType.STRING
                    ? HashBins.hash(t.getString(i), Optional.empty())
                    : t.getLong(i));
      }
      bins[i] = Long.remainderUnsigned(hash, numBins);
    }
    return outputMode == OutputMode.INT
        ? Tensor.wrap(bins, shape).cast(outputType())
        : Encoding.encode(outputMode, bins, shape, numBins, outputType(), new double[0]);
  }

  /** FarmHash's way to make one fingerprint of two. */
  private static long chain(long a, long b) {
    long mixed = b * FACTOR;
    mixed ^= mixed >>> 47;
    long result = ((a ^ FACTOR) ^ (mixed * FACTOR)) * FACTOR;
    result = (result ^ (result >>> 47)) * FACTOR;
    return result ^ (result >>> 47);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return Encoding.shape(outputMode, inputs.get(0), numBins);
  }

  @Override
  public DType hostType() {
    return outputType();
  }
}
