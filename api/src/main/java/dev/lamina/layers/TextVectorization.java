package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Texts to indices of their words: standardize, split, join to n-grams, look up. Index 0 is padding
 * and 1 unknown words (outputMode int); in vectors unknown words are at 0. Runs on the host.
 *
 * <p>x: strings [batch] or [batch, 1] -> int64 [batch, longest text or outputSequenceLength], or by
 * {@code outputMode} [batch, vocabulary], tf_idf float32. Without {@code split} the last axis holds
 * the tokens.
 *
 * @param maxTokens the most tokens that {@code adapt} keeps, special ones included
 * @param standardize how texts are cleaned before they are split; only ASCII letters change case
 * @param split empty: not at all
 * @param outputSequenceLength texts are cut or padded to this length (outputMode int)
 * @param padToMaxTokens vectors have {@code maxTokens} elements
 * @param sparse only kept: the output is the same, dense
 * @param ragged false: rows are padded with 0
 * @param vocabulary without the special tokens, or with all of them in front
 * @param idfWeights for outputMode tf_idf, one per token of the vocabulary
 * @param encoding UTF-8, which Java's strings are compared in
 * @param vocabularySize set by the layer
 */
@RecordBuilder
public record TextVectorization(
    Optional<Integer> maxTokens,
    Optional<Standardize> standardize,
    Optional<Split> split,
    Optional<Ngrams> ngrams,
    OutputMode outputMode,
    Optional<Integer> outputSequenceLength,
    boolean padToMaxTokens,
    boolean sparse,
    boolean ragged,
    Optional<Vocabulary<String>> vocabulary,
    Optional<List<Double>> idfWeights,
    String encoding,
    Optional<Integer> vocabularySize)
    implements Adaptable, TextVectorizationBuilder.With {
  private static final String NAME = "TextVectorization";

  /** How texts are cleaned. */
  public enum Standardize {
    LOWER_AND_STRIP_PUNCTUATION,
    LOWER,
    STRIP_PUNCTUATION
  }

  /** Where texts are cut into tokens. */
  public enum Split {
    /** At runs of ASCII white space. */
    WHITESPACE,
    /** Every Unicode character is a token. */
    CHARACTER
  }

  public TextVectorization {
    OutputMode.check(
        NAME,
        outputMode,
        OutputMode.INT,
        OutputMode.MULTI_HOT,
        OutputMode.COUNT,
        OutputMode.TF_IDF);
    outputSequenceLength.ifPresent(n -> Check.positive(NAME, "outputSequenceLength", n));
    Check.that(
        outputSequenceLength.isEmpty() || outputMode == OutputMode.INT,
        "%s: outputSequenceLength is for outputMode int, got %s",
        NAME,
        outputMode.keras());
    Check.that(
        !ragged,
        "%s: ragged tensors are not supported; with ragged = false rows are padded with 0",
        NAME);
    idfWeights = idfWeights.map(List::copyOf);
    Lookup<String> lookup =
        lookup(maxTokens, outputMode, sparse, padToMaxTokens, idfWeights, vocabulary);
    lookup.check();
    Optional<Integer> given = vocabularySize.or(() -> Optional.of(lookup.specials().size()));
    vocabularySize = lookup.size().or(() -> given);
  }

  /** Words in lower case without punctuation, as indices; {@code adapt} learns the vocabulary. */
  public static TextVectorization of() {
    return new TextVectorization(
        Optional.empty(),
        Optional.of(Standardize.LOWER_AND_STRIP_PUNCTUATION),
        Optional.of(Split.WHITESPACE),
        Optional.empty(),
        OutputMode.INT,
        Optional.empty(),
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        "utf-8",
        Optional.empty());
  }

  /** The same with at most this many tokens. */
  public static TextVectorization of(int maxTokens) {
    return of().withMaxTokens(Optional.of(maxTokens));
  }

  /** The same with all texts cut or padded to this length. */
  public static TextVectorization of(int maxTokens, int outputSequenceLength) {
    return of(maxTokens).withOutputSequenceLength(Optional.of(outputSequenceLength));
  }

  private static Lookup<String> lookup(
      Optional<Integer> maxTokens,
      OutputMode outputMode,
      boolean sparse,
      boolean padToMaxTokens,
      Optional<List<Double>> idfWeights,
      Optional<Vocabulary<String>> vocabulary) {
    return new Lookup<>(
        new Lookup.Options<>(
            NAME,
            false,
            maxTokens,
            1,
            StringLookup.UNKNOWN,
            Optional.of(""),
            outputMode,
            sparse,
            padToMaxTokens,
            idfWeights,
            vocabulary),
        (token, n) -> 0);
  }

  private Lookup<String> lookup() {
    return lookup(maxTokens, outputMode, sparse, padToMaxTokens, idfWeights, vocabulary);
  }

  /** The layer with the vocabulary of these texts, each of them a document. */
  public TextVectorization adapt(String... texts) {
    return adapt(Tensor.of(texts));
  }

  /**
   * The layer with the vocabulary of {@code data}: the most frequent tokens first, of equal ones
   * the larger first. Texts of shape [n] stand each for itself, whether they are split or not.
   */
  @Override
  public TextVectorization adapt(Tensor data) {
    boolean alone = data.shape().rank() == 1;
    return adapt(List.of(alone ? data.reshape(data.shape().dim(0), 1) : data));
  }

  /** The same with the data in several parts. */
  @Override
  public TextVectorization adapt(Iterable<Tensor> parts) {
    var counts = new TokenCounts<>(TokenCounts.byCodePoints());
    parts.forEach(t -> rows(t).forEach(counts::addDocument));
    List<String> learned = lookup().learn(counts);
    return new TextVectorization(
        maxTokens,
        standardize,
        split,
        ngrams,
        outputMode,
        outputSequenceLength,
        padToMaxTokens,
        sparse,
        ragged,
        Optional.of(Vocabulary.of(learned)),
        outputMode == OutputMode.TF_IDF
            ? Optional.of(learned.stream().map(counts::idf).toList())
            : Optional.empty(),
        encoding,
        Optional.empty());
  }

  /** The tokens in the order of their indices, special ones included. */
  public List<String> getVocabulary() {
    return getVocabulary(true);
  }

  /** The tokens; with {@code special} also those for padding and unknown words. */
  public List<String> getVocabulary(boolean special) {
    return lookup().allTokens(special);
  }

  @Override
  public Tensor call(List<Tensor> inputs) {
    Tensor x = HostLayer.only(this, inputs);
    List<List<String>> rows = rows(x);
    int width =
        outputSequenceLength.orElseGet(() -> rows.stream().mapToInt(List::size).max().orElse(0));
    var tokens = new ArrayList<String>(rows.size() * width);
    for (List<String> row : rows) {
      for (int i = 0; i < width; i++) {
        tokens.add(i < row.size() ? row.get(i) : "");
      }
    }
    int[] samples = samples(x.shape().toArray());
    Shape shape = Shape.of(IntStream.concat(IntStream.of(samples), IntStream.of(width)).toArray());
    // Padding is the mask token: index 0, no part of vectors.
    return lookup().call(tokens, shape);
  }

  /** The axes in front of the tokens' axis. */
  private int[] samples(int[] shape) {
    boolean whole = split.isPresent() && shape.length < 2;
    return whole ? shape : Arrays.copyOf(shape, Math.max(0, shape.length - 1));
  }

  /** The tokens of each text, or without {@code split} of each row. */
  private List<List<String>> rows(Tensor x) {
    Check.that(x.dtype() == DType.STRING, "%s: expected strings, got %s", NAME, x.type());
    String[] texts = x.toStrings();
    var rows = new ArrayList<List<String>>();
    if (split.isPresent()) {
      Check.that(
          x.shape().rank() < 2 || x.shape().dim(-1) == 1,
          "%s: expected texts of shape [batch] or [batch, 1] to split, got %s",
          NAME,
          x.shape());
      for (String t : texts) {
        rows.add(ngrams(Texts.split(standard(t), split.get())));
      }
    } else {
      int width = x.shape().rank() == 0 ? 1 : x.shape().dim(-1);
      for (int at = 0; at < texts.length; at += width) {
        rows.add(ngrams(Arrays.stream(texts, at, at + width).map(this::standard).toList()));
      }
    }
    return rows;
  }

  private String standard(String text) {
    return standardize.map(s -> Texts.standardize(text, s)).orElse(text);
  }

  private List<String> ngrams(List<String> tokens) {
    return ngrams.map(n -> Texts.ngrams(tokens, n.lengths())).orElse(tokens);
  }

  @Override
  public SymbolicShape hostShape(List<SymbolicShape> inputs) {
    int[] in = inputs.get(0).toArray();
    boolean sameLength = split.isEmpty() && ngrams.isEmpty() && in.length > 0;
    int width = outputSequenceLength.orElse(sameLength ? in[in.length - 1] : SymbolicShape.UNKNOWN);
    int[] tokens = IntStream.concat(IntStream.of(samples(in)), IntStream.of(width)).toArray();
    return lookup().shape(SymbolicShape.of(tokens));
  }

  @Override
  public DType hostType() {
    return lookup().type();
  }
}
