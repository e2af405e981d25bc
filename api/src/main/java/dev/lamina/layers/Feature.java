package dev.lamina.layers;

import dev.lamina.tensor.DType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * How a {@link FeatureSpace} reads one column of a table.
 *
 * @param dtype the column's elements
 * @param preprocessor makes numbers of them; a host layer
 * @param outputMode what becomes of its output
 */
@RecordBuilder
public record Feature(DType dtype, Layer preprocessor, Output outputMode)
    implements FeatureBuilder.With {
  /** What becomes of a preprocessed column. */
  public enum Output {
    /** Indices stay: only in a space with outputs by name. */
    INT,
    /** A one-hot vector of the index. */
    ONE_HOT,
    /** Floating-point numbers stay. */
    FLOAT;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Feature {
    Check.that(
        Configured.of(preprocessor).layer() instanceof HostLayer,
        "Feature: preprocessor must run on the host, such as StringLookup, got %s",
        preprocessor.kerasName());
  }

  HostLayer host() {
    return (HostLayer) Configured.of(preprocessor).layer();
  }

  private static Feature floats(Layer preprocessor) {
    return new Feature(DType.FLOAT32, preprocessor, Output.FLOAT);
  }

  /** Floating-point numbers as they are (Keras: {@code FeatureSpace.float}). */
  public static Feature floatPlain() {
    return floats(new FeatureIdentity(Optional.empty()));
  }

  /** Numbers times {@code scale} plus {@code offset}. */
  public static Feature floatRescaled(double scale, double offset) {
    return floats(Rescaling.of(scale, offset));
  }

  /** Numbers of mean 0 and variance 1. */
  public static Feature floatNormalized() {
    return floats(Normalization.of());
  }

  /** Numbers in so many about equally full bins, one-hot. */
  public static Feature floatDiscretized(int numBins) {
    return new Feature(DType.FLOAT32, Discretization.ofBins(numBins), Output.ONE_HOT);
  }

  /** Numbers in the bins between these boundaries, one-hot. */
  public static Feature floatDiscretized(double... binBoundaries) {
    return new Feature(DType.FLOAT32, Discretization.of(binBoundaries), Output.ONE_HOT);
  }

  /** Integers by the vocabulary that {@code adapt} finds, one-hot. */
  public static Feature integerCategorical() {
    return new Feature(DType.INT32, IntegerLookup.of(), Output.ONE_HOT);
  }

  /** Strings by the vocabulary that {@code adapt} finds, one-hot. */
  public static Feature stringCategorical() {
    return new Feature(DType.STRING, StringLookup.of(), Output.ONE_HOT);
  }

  /** Integers hashed to bins, one-hot. */
  public static Feature integerHashed(int numBins) {
    return new Feature(DType.INT32, Hashing.of(numBins), Output.ONE_HOT);
  }

  /** Strings hashed to bins, one-hot. */
  public static Feature stringHashed(int numBins) {
    return new Feature(DType.STRING, Hashing.of(numBins), Output.ONE_HOT);
  }
}
