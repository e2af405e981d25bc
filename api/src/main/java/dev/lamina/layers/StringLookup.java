package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Strings to their indices in a vocabulary, or to vectors of its size. Index 0 is the mask token if
 * there is one (outputMode int), then come {@code numOovIndices} for unknown strings, then the
 * vocabulary. Runs on the host. x: strings [batch, …] -> by {@code outputMode}; int64, tf_idf
 * float32.
 *
 * @param invert indices to strings
 * @param maxTokens the most tokens that {@code adapt} keeps, special ones included
 * @param numOovIndices of unknown strings; more than one: FarmHash64 of the string modulo it, with
 *     a salt SipHash64; 0: unknown strings are an error
 * @param oovToken what unknown indices become with {@code invert}
 * @param maskToken a string that means nothing: index 0, no part of vectors
 * @param sparse only kept: the output is the same, dense
 * @param padToMaxTokens vectors have {@code maxTokens} elements
 * @param idfWeights for outputMode tf_idf, one per token of the vocabulary; unknown strings get the
 *     average
 * @param vocabulary without the special tokens, or with all of them in front
 * @param vocabularySize set by the layer
 * @param oovMethod without meaning for strings
 * @param encoding UTF-8, which Java's strings are hashed in
 */
@RecordBuilder
public record StringLookup(
    boolean invert,
    Optional<Integer> maxTokens,
    int numOovIndices,
    String oovToken,
    Optional<String> maskToken,
    OutputMode outputMode,
    boolean sparse,
    boolean padToMaxTokens,
    Optional<List<Double>> idfWeights,
    Optional<Vocabulary<String>> vocabulary,
    Optional<Integer> vocabularySize,
    OovMethod oovMethod,
    Optional<List<Long>> salt,
    String encoding)
    implements Adaptable, StringLookupBuilder.With {
  /** Keras' token for unknown strings. */
  public static final String UNKNOWN = "[UNK]";

  public StringLookup {
    idfWeights = idfWeights.map(List::copyOf);
    salt = HashBins.salt("StringLookup", salt);
    Lookup<String> lookup =
        lookup(
            new Lookup.Options<>(
                "StringLookup",
                invert,
                maxTokens,
                numOovIndices,
                oovToken,
                maskToken,
                outputMode,
                sparse,
                padToMaxTokens,
                idfWeights,
                vocabulary),
            salt);
    lookup.check();
    vocabularySize = lookup.size().isPresent() ? lookup.size() : vocabularySize;
  }

  /** A layer without vocabulary: {@code adapt} learns one. */
  public static StringLookup of() {
    return new StringLookup(
        false,
        Optional.empty(),
        1,
        UNKNOWN,
        Optional.empty(),
        OutputMode.INT,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OovMethod.FLOORMOD,
        Optional.empty(),
        "utf-8");
  }

  /** A layer that knows these strings. */
  public static StringLookup of(String... vocabulary) {
    return of().withVocabulary(Optional.of(Vocabulary.of(List.of(vocabulary))));
  }

  private static Lookup<String> lookup(Lookup.Options<String> options, Optional<List<Long>> salt) {
    return new Lookup<>(options, (token, n) -> HashBins.bin(token, salt, n));
  }

  private Lookup<String> lookup() {
    return lookup(
        new Lookup.Options<>(
            "StringLookup",
            invert,
            maxTokens,
            numOovIndices,
            oovToken,
            maskToken,
            outputMode,
            sparse,
            padToMaxTokens,
            idfWeights,
            vocabulary),
        salt);
  }

  /**
   * The layer with the vocabulary of {@code data}: the most frequent strings first, of equal ones
   * the larger first. In mode tf_idf each row (of data of rank 1: each string) is a document.
   */
  @Override
  public StringLookup adapt(Tensor data) {
    return adapt(List.of(data));
  }

  /** The same with the data in several parts. */
  @Override
  public StringLookup adapt(Iterable<Tensor> parts) {
    var counts = new TokenCounts<>(TokenCounts.byCodePoints());
    for (Tensor t : parts) {
      counts.addDocuments(strings(t), t.shape());
    }
    List<String> learned = lookup().learn(counts);
    return new StringLookup(
        invert,
        maxTokens,
        numOovIndices,
        oovToken,
        maskToken,
        outputMode,
        sparse,
        padToMaxTokens,
        outputMode == OutputMode.TF_IDF
            ? Optional.of(learned.stream().map(counts::idf).toList())
            : Optional.empty(),
        Optional.of(Vocabulary.of(learned)),
        Optional.empty(),
        oovMethod,
        salt,
        encoding);
  }

  /** The tokens in the order of their indices, special ones included. */
  public List<String> getVocabulary() {
    return getVocabulary(true);
  }

  /** The tokens; with {@code special} also those for masked and unknown strings. */
  public List<String> getVocabulary(boolean special) {
    return lookup().allTokens(special);
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    if (!invert) {
      return lookup().call(strings(x), x.shape());
    }
    Check.that(
        x.dtype() != DType.STRING, "StringLookup: with invert expected indices, got strings");
    Lookup<String> lookup = lookup();
    String[] out = new String[x.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = lookup.token(x.getLong(i));
    }
    return Tensor.wrap(out, x.shape());
  }

  private static List<String> strings(Tensor x) {
    Check.that(
        x.dtype() == DType.STRING,
        "StringLookup: expected strings, got %s; use IntegerLookup for integers",
        x.type());
    return Arrays.asList(x.toStrings());
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return lookup().shape(inputs.get(0));
  }

  @Override
  public DType hostType() {
    return invert ? DType.STRING : lookup().type();
  }
}
