package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Strings or integers to bins: FarmHash64 of the UTF-8 text (of integers: of their decimal text)
 * modulo {@code numBins}, with a salt SipHash64 (<a
 * href="https://www.131002.net/siphash/siphash.pdf">SipHash</a>). Runs on the host. x: [batch, …]
 * -> by {@code outputMode}.
 *
 * @param numBins number of bins, that of the mask included
 * @param salt one or two integers, the key of SipHash64
 * @param maskValue what goes to bin 0, where nothing else goes then
 * @param sparse only kept: the output is the same, dense
 * @param dtype the output's elements: int32 or int64 for outputMode int
 */
@RecordBuilder
public record Hashing(
    int numBins,
    Optional<List<Long>> salt,
    Optional<Token> maskValue,
    OutputMode outputMode,
    boolean sparse,
    Optional<DType> dtype)
    implements HostLayer, TypedLayer, HashingBuilder.With {
  public Hashing {
    Check.positive("Hashing", "numBins", numBins);
    salt = HashBins.salt("Hashing", salt);
    OutputMode.check(
        "Hashing",
        outputMode,
        OutputMode.INT,
        OutputMode.ONE_HOT,
        OutputMode.MULTI_HOT,
        OutputMode.COUNT);
    DType type = dtype.orElse(outputMode == OutputMode.INT ? DType.INT64 : DType.FLOAT32);
    Check.that(
        outputMode != OutputMode.INT || type == DType.INT32 || type == DType.INT64,
        "Hashing: dtype must be int32 or int64 for outputMode int, got %s",
        type.keras());
    dtype = Optional.of(type);
  }

  public static Hashing of(int numBins) {
    return new Hashing(
        numBins, Optional.empty(), Optional.empty(), OutputMode.INT, false, Optional.empty());
  }

  /** With bins of the output's own type for another {@code outputMode}. */
  public Hashing mode(OutputMode mode) {
    return new Hashing(numBins, salt, maskValue, mode, sparse, Optional.empty());
  }

  private DType outputType() {
    return dtype.orElseThrow();
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    boolean masks = maskValue.isPresent() && numBins > 1;
    String mask = maskValue.map(Token::toString).orElse("");
    long[] bins = new long[x.size()];
    for (int i = 0; i < bins.length; i++) {
      String text = x.dtype() == DType.STRING ? x.getString(i) : Long.toString(x.getLong(i));
      if (maskValue.isPresent() && text.equals(mask)) {
        bins[i] = 0;
      } else {
        bins[i] =
            masks ? HashBins.bin(text, salt, numBins - 1L) + 1 : HashBins.bin(text, salt, numBins);
      }
    }
    return outputMode == OutputMode.INT
        ? Tensor.wrap(bins, x.shape()).cast(outputType())
        : Encoding.encode(outputMode, bins, x.shape(), numBins, outputType(), new double[0]);
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
