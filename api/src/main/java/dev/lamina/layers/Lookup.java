package dev.lamina.layers;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;

/**
 * What StringLookup and IntegerLookup share: indices of tokens. The mask token (in mode INT only)
 * comes first, then {@code numOovIndices} of unknown tokens, then the vocabulary's.
 */
final class Lookup<T> {
  /** The arguments of both layers, under their names. */
  record Options<T>(
      String layer,
      boolean invert,
      Optional<Integer> maxTokens,
      int numOovIndices,
      T oovToken,
      Optional<T> maskToken,
      OutputMode outputMode,
      boolean sparse,
      boolean padToMaxTokens,
      Optional<List<Double>> idfWeights,
      Optional<Vocabulary<T>> vocabulary) {}

  private final Options<T> o;
  private final ToLongBiFunction<T, Integer> bucket;

  /** {@code bucket}: which of n buckets an unknown token belongs to. */
  Lookup(Options<T> options, ToLongBiFunction<T, Integer> bucket) {
    this.o = options;
    this.bucket = bucket;
  }

  // ---- checks

  void check() {
    Check.that(
        o.maxTokens.isEmpty() || o.maxTokens.get() > 1,
        "%s: maxTokens must be > 1, got %s",
        o.layer,
        o.maxTokens.orElse(0));
    Check.notNegative(o.layer, "numOovIndices", o.numOovIndices);
    Check.that(
        !o.padToMaxTokens || o.maxTokens.isPresent(),
        "%s: padToMaxTokens needs maxTokens, the size to pad to",
        o.layer);
    Check.that(
        !o.invert || o.outputMode == OutputMode.INT,
        "%s: invert needs outputMode int, got %s",
        o.layer,
        o.outputMode.keras());
    Check.that(
        !o.sparse || o.outputMode != OutputMode.INT,
        "%s: sparse is for vectors, not for outputMode int",
        o.layer);
    Check.that(
        o.idfWeights.isEmpty() || o.outputMode == OutputMode.TF_IDF,
        "%s: idfWeights are for outputMode tf_idf, got %s",
        o.layer,
        o.outputMode.keras());
    o.vocabulary.ifPresent(this::check);
  }

  private void check(Vocabulary<T> v) {
    Check.that(v.size() > 0, "%s: the vocabulary must not be empty", o.layer);
    List<T> tokens = tokens(v);
    var seen = new HashSet<T>();
    for (T t : tokens) {
      Check.that(
          seen.add(t), "%s: the vocabulary holds '%s' twice; tokens must be unique", o.layer, t);
    }
    o.maskToken.ifPresent(
        m ->
            Check.that(
                !seen.contains(m),
                "%s: the mask token '%s' is in the vocabulary; leave out mask and unknown tokens,"
                    + " or put all of them in front: %s",
                o.layer,
                m,
                specials()));
    Check.that(
        !o.invert || !seen.contains(o.oovToken),
        "%s: the token for unknown indices, '%s', is in the vocabulary",
        o.layer,
        o.oovToken);
    int size = specials().size() + tokens.size();
    Check.that(
        o.maxTokens.isEmpty() || size <= o.maxTokens.get(),
        "%s: maxTokens is %s, but vocabulary and special tokens are %d",
        o.layer,
        o.maxTokens.orElse(0),
        size);
    if (o.outputMode == OutputMode.TF_IDF) {
      Check.that(
          o.idfWeights.isPresent(),
          "%s: outputMode tf_idf with a vocabulary needs idfWeights, one per token",
          o.layer);
      int weights = o.idfWeights.get().size();
      Check.that(
          weights == v.size(),
          "%s: expected one of idfWeights per token of the vocabulary, got %d for %d",
          o.layer,
          weights,
          v.size());
    }
  }

  // ---- the vocabulary

  private int masks() {
    return o.maskToken.isPresent() && o.outputMode == OutputMode.INT ? 1 : 0;
  }

  /** The tokens in front of the learned ones. */
  List<T> specials() {
    var out = new ArrayList<T>();
    if (masks() == 1) {
      out.add(o.maskToken.orElseThrow());
    }
    out.addAll(Collections.nCopies(o.numOovIndices, o.oovToken));
    return out;
  }

  /** How many special tokens a given vocabulary starts with: all of them or none. */
  private int given(Vocabulary<T> v) {
    List<T> s = specials();
    return v.size() >= s.size() && v.tokens().subList(0, s.size()).equals(s) ? s.size() : 0;
  }

  private List<T> tokens(Vocabulary<T> v) {
    return v.tokens().subList(given(v), v.size());
  }

  Vocabulary<T> vocabulary() {
    return o.vocabulary.orElseThrow(
        () ->
            new IllegalStateException(
                "%s: has no vocabulary yet; call adapt(data), or give it the vocabulary"
                    .formatted(o.layer)));
  }

  List<T> allTokens(boolean special) {
    var out = new ArrayList<T>(special ? specials() : List.of());
    out.addAll(tokens(vocabulary()));
    return List.copyOf(out);
  }

  /** Tokens of the vocabulary and special ones. */
  Optional<Integer> size() {
    return o.vocabulary.map(v -> specials().size() + tokens(v).size());
  }

  private int depth() {
    return o.padToMaxTokens ? o.maxTokens.orElseThrow() : size().orElse(specials().size());
  }

  /** The vocabulary of the most frequent tokens, with their weights in mode TF_IDF. */
  List<T> learn(TokenCounts<T> counts) {
    int room = o.maxTokens.map(n -> Math.max(0, n - specials().size())).orElse(Integer.MAX_VALUE);
    List<T> learned =
        counts.byFrequency().stream()
            .filter(t -> !t.equals(o.oovToken) && !o.maskToken.equals(Optional.of(t)))
            .limit(room)
            .toList();
    Check.that(!learned.isEmpty(), "%s: adapt: the data holds no token to learn", o.layer);
    return learned;
  }

  // ---- looking up

  DType type() {
    return o.outputMode == OutputMode.TF_IDF ? DType.FLOAT32 : DType.INT64;
  }

  SymbolicShape shape(SymbolicShape in) {
    return Encoding.shape(o.outputMode, in, depth());
  }

  /** Indices or vectors of tokens of this shape. */
  Tensor call(List<T> in, Shape shape) {
    Vocabulary<T> v = vocabulary();
    int given = given(v);
    long[] indices = new long[in.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index(v, given, in.get(i));
    }
    if (o.outputMode == OutputMode.INT) {
      return Tensor.wrap(indices, shape);
    }
    double[] weights = new double[0];
    if (o.outputMode == OutputMode.TF_IDF) {
      double[] all = weights(given);
      weights = new double[indices.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = indices[i] < 0 ? 0 : all[(int) indices[i]];
      }
    }
    return Encoding.encode(o.outputMode, indices, shape, depth(), type(), weights);
  }

  /** The index of one token; -1: masked, and left out of vectors. */
  private long index(Vocabulary<T> v, int given, T token) {
    if (o.maskToken.isPresent() && o.maskToken.get().equals(token)) {
      return masks() - 1L;
    }
    int first = specials().size();
    int at = v.position(token) - given;
    if (at >= 0) {
      return (long) first + at;
    }
    Check.that(
        o.numOovIndices > 0,
        "%s: '%s' is not in the vocabulary and numOovIndices is 0; set it to 1 to allow unknown"
            + " tokens",
        o.layer,
        token);
    return masks() + (o.numOovIndices == 1 ? 0 : bucket.applyAsLong(token, o.numOovIndices));
  }

  /** Weights of all indices: unknown tokens get the average. */
  private double[] weights(int given) {
    List<Double> idf = o.idfWeights.orElseThrow();
    var out = new ArrayList<Double>();
    if (given == 0) {
      double mean = idf.stream().mapToDouble(Double::doubleValue).average().orElse(0);
      out.addAll(Collections.nCopies(o.numOovIndices, mean));
    }
    out.addAll(idf);
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The token of an index; of any other number the token for unknown ones. */
  T token(long index) {
    List<T> specials = specials();
    List<T> tokens = tokens(vocabulary());
    if (index >= 0 && index < specials.size()) {
      return specials.get((int) index);
    }
    long at = index - specials.size();
    return at >= 0 && at < tokens.size() ? tokens.get((int) at) : o.oovToken;
  }
}
