package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Integers to their indices in a vocabulary, or to vectors of its size. Index 0 is the mask token
 * if there is one (outputMode int), then come {@code numOovIndices} for unknown integers, then the
 * vocabulary. Runs on the host. x: integers [batch, …] -> by {@code outputMode}; int64, tf_idf
 * float32.
 *
 * @param invert indices to integers
 * @param maxTokens the most tokens that {@code adapt} keeps, special ones included
 * @param numOovIndices of unknown integers; 0: they are an error
 * @param oovToken what unknown indices become with {@code invert}
 * @param maskToken an integer that means nothing: index 0, no part of vectors
 * @param sparse only kept: the output is the same, dense
 * @param padToMaxTokens vectors have {@code maxTokens} elements
 * @param vocabularyDtype int64
 * @param idfWeights for outputMode tf_idf, one per token of the vocabulary; unknown integers get
 *     the average
 * @param vocabulary without the special tokens, or with all of them in front
 * @param vocabularySize set by the layer
 * @param oovMethod which of several indices an unknown integer gets
 * @param salt for oovMethod farmhash: SipHash64 with this key
 */
@RecordBuilder
public record IntegerLookup(
    boolean invert,
    Optional<Integer> maxTokens,
    int numOovIndices,
    long oovToken,
    Optional<Long> maskToken,
    OutputMode outputMode,
    boolean sparse,
    boolean padToMaxTokens,
    DType vocabularyDtype,
    Optional<List<Double>> idfWeights,
    Optional<Vocabulary<Long>> vocabulary,
    Optional<Integer> vocabularySize,
    OovMethod oovMethod,
    Optional<List<Long>> salt)
    implements Adaptable, IntegerLookupBuilder.With {
  public IntegerLookup {
    idfWeights = idfWeights.map(List::copyOf);
    salt = HashBins.salt("IntegerLookup", salt);
    Check.that(
        vocabularyDtype == DType.INT64,
        "IntegerLookup: vocabularyDtype must be int64, got %s",
        vocabularyDtype.keras());
    Check.that(
        salt.isEmpty() || oovMethod == OovMethod.FARMHASH,
        "IntegerLookup: salt needs oovMethod farmhash");
    Lookup<Long> lookup =
        lookup(
            new Lookup.Options<>(
                "IntegerLookup",
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
            oovMethod,
            salt);
    lookup.check();
    vocabularySize = lookup.size().isPresent() ? lookup.size() : vocabularySize;
  }

  /** A layer without vocabulary: {@code adapt} learns one. */
  public static IntegerLookup of() {
    return new IntegerLookup(
        false,
        Optional.empty(),
        1,
        -1,
        Optional.empty(),
        OutputMode.INT,
        false,
        false,
        DType.INT64,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OovMethod.FLOORMOD,
        Optional.empty());
  }

  /** A layer that knows these integers. */
  public static IntegerLookup of(long... vocabulary) {
    return of().withVocabulary(
            Optional.of(Vocabulary.of(LongStream.of(vocabulary).boxed().toList())));
  }

  private static Lookup<Long> lookup(
      Lookup.Options<Long> options, OovMethod method, Optional<List<Long>> salt) {
    return new Lookup<>(
        options,
        (token, n) ->
            method == OovMethod.FLOORMOD
                ? Math.floorMod(token, (long) n)
                : HashBins.bin(Long.toString(token), salt, n));
  }

  private Lookup<Long> lookup() {
    return lookup(
        new Lookup.Options<>(
            "IntegerLookup",
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
        oovMethod,
        salt);
  }

  /**
   * The layer with the vocabulary of {@code data}: the most frequent integers first, of equal ones
   * the larger first. In mode tf_idf each row (of data of rank 1: each integer) is a document.
   */
  @Override
  public IntegerLookup adapt(Tensor data) {
    return adapt(List.of(data));
  }

  /** The same with the data in several parts. */
  @Override
  public IntegerLookup adapt(Iterable<Tensor> parts) {
    var counts = new TokenCounts<>(Comparator.<Long>naturalOrder());
    for (Tensor t : parts) {
      counts.addDocuments(integers(t), t.shape());
    }
    List<Long> learned = lookup().learn(counts);
    return new IntegerLookup(
        invert,
        maxTokens,
        numOovIndices,
        oovToken,
        maskToken,
        outputMode,
        sparse,
        padToMaxTokens,
        vocabularyDtype,
        outputMode == OutputMode.TF_IDF
            ? Optional.of(learned.stream().map(counts::idf).toList())
            : Optional.empty(),
        Optional.of(Vocabulary.of(learned)),
        Optional.empty(),
        oovMethod,
        salt);
  }

  /** The tokens in the order of their indices, special ones included. */
  public List<Long> getVocabulary() {
    return getVocabulary(true);
  }

  /** The tokens; with {@code special} also those for masked and unknown integers. */
  public List<Long> getVocabulary(boolean special) {
    return lookup().allTokens(special);
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    Lookup<Long> lookup = lookup();
    if (!invert) {
      return lookup.call(integers(x), x.shape());
    }
    long[] out = new long[x.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = lookup.token(x.getLong(i));
    }
    return Tensor.wrap(out, x.shape());
  }

  private static List<Long> integers(Tensor x) {
    Check.that(
        x.dtype() != DType.STRING,
        "IntegerLookup: expected integers, got strings; use StringLookup for strings");
    var out = new ArrayList<Long>(x.size());
    for (int i = 0; i < x.size(); i++) {
      out.add(x.getLong(i));
    }
    return out;
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    return lookup().shape(inputs.get(0));
  }

  @Override
  public DType hostType() {
    return lookup().type();
  }
}
