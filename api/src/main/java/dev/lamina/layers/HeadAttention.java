package dev.lamina.layers;

import dev.lamina.activations.Activation;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Einsum;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What {@link MultiHeadAttention} and {@link GroupQueryAttention} share. */
interface HeadAttention extends Layer {
  double dropout();

  boolean useBias();

  boolean useGate();

  Optional<Integer> slidingWindow();

  Initializer kernelInitializer();

  Initializer biasInitializer();

  Optional<Regularizer> kernelRegularizer();

  Optional<Regularizer> biasRegularizer();

  Optional<Regularizer> activityRegularizer();

  Optional<Constraint> kernelConstraint();

  Optional<Constraint> biasConstraint();

  /** The axes of queries and keys of an input of this rank. */
  List<Integer> axes(Scope scope, int rank);

  /** Which mask of the query counts. */
  Optional<Value> queryMask(Scope scope);

  @Override
  default Signature signature() {
    return new Signature(
        List.of("query", "value", "key"),
        List.of("queryMask", "valueMask", "keyMask", "attentionMask"),
        Set.of("returnAttentionScores", "training", "useCausalMask"));
  }

  @Override
  default boolean supportsMasking() {
    return true;
  }

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  /** Query, value and key, which is the value where it is left out. */
  record Inputs(Value query, Value value, Value key) {}

  /** Checks the number of inputs and that their shapes fit together. */
  default Inputs inputs(Scope scope, List<Value> given) {
    Check.that(
        given.size() == 2 || given.size() == 3,
        "%s (%s): expected the inputs query, value and maybe key, got %d",
        scope.path(),
        kerasName(),
        given.size());
    Value query = Check.floating(scope, given.get(0));
    Value value = Check.floating(scope, given.get(1));
    Value key = given.size() == 3 ? Check.floating(scope, given.get(2)) : value;
    Check.minRank(scope, this, query, 3, "[batch, queries, …, dim]");
    Check.that(
        value.rank() == query.rank()
            && key.rank() == query.rank()
            && value.dim(0) == query.dim(0)
            && value.shape().with(-1, 1).equals(key.shape().with(-1, 1)),
        "%s (%s): expected query [batch, queries, …, dim], value and key [batch, keys, …, dim] that"
            + " differ in the last axis only, got %s, %s and %s",
        scope.path(),
        kerasName(),
        query.shape(),
        value.shape(),
        key.shape());
    return new Inputs(query, value, key);
  }

  /**
   * One dense layer over the last {@code bound} axes of x, which become the axes {@code out}.
   *
   * @param name of the layer inside of this one
   */
  default Value project(
      Scope scope, String name, Value x, int bound, List<Integer> out, Activation activation) {
    int free = x.rank() - bound;
    String outer = letters(0, free);
    String summed = letters(free, bound);
    String made = letters(x.rank(), out.size());
    var shape = new ArrayList<Optional<Integer>>(Collections.nCopies(free - 1, Optional.empty()));
    out.forEach(d -> shape.add(Optional.of(d)));
    var dense =
        new EinsumDense(
            shape,
            "%s%s,%s%s->%s%s".formatted(outer, summed, summed, made, outer, made),
            activation,
            useBias() ? Optional.of(made) : Optional.empty(),
            kernelInitializer(),
            biasInitializer(),
            kernelRegularizer(),
            biasRegularizer(),
            activityRegularizer(),
            kernelConstraint(),
            biasConstraint(),
            Optional.empty(),
            Optional.empty());
    return scope.call(name, dense, x);
  }

  private static String letters(int from, int count) {
    var out = new StringBuilder();
    IntStream.range(from, from + count).forEach(i -> out.append((char) ('a' + i)));
    return out.toString();
  }

  /**
   * The masks that come with the call and its inputs, as one that broadcasts to the scores [batch,
   * …, heads, queries…, keys…].
   */
  private Optional<Value> mask(Scope scope, List<Value> given) {
    Optional<Value> valueMask = scope.argument("valueMask").or(() -> scope.mask(1));
    Optional<Value> keyMask = scope.argument("keyMask").or(() -> scope.mask(2));
    Optional<Value> mask = queryMask(scope).map(AttentionMask::bool).map(m -> m.expandDims(-1));
    mask = AttentionMask.and(mask, valueMask.map(AttentionMask::bool).map(m -> m.expandDims(-2)));
    mask = AttentionMask.and(mask, keyMask.map(AttentionMask::bool).map(m -> m.expandDims(-2)));
    int queries = given.get(0).dim(1);
    int keys = given.get(1).dim(1);
    if (scope.flag("useCausalMask")) {
      mask = AttentionMask.and(mask, Optional.of(AttentionMask.causal(queries, keys)));
    }
    if (slidingWindow().isPresent()) {
      Value window = AttentionMask.window(queries, keys, slidingWindow().get());
      mask = AttentionMask.and(mask, Optional.of(window));
    }
    mask = AttentionMask.and(scope.argument("attentionMask").map(AttentionMask::bool), mask);
    return mask.map(expression(scope, given)::expand);
  }

  private AttentionAxes expression(Scope scope, List<Value> given) {
    int rank = given.get(1).rank();
    return AttentionAxes.of(rank + 1, axes(scope, rank));
  }

  /**
   * softmax(query keyᵀ / √dim) value for each head.
   *
   * @param given the layer's inputs
   * @param query [batch, …, heads, dim of key], key likewise, value [batch, …, heads, dim]
   * @return the heads' outputs, and the softmax [batch, …, heads, queries…, keys…]
   */
  default List<Value> attend(Scope scope, List<Value> given, Value query, Value key, Value value) {
    AttentionAxes e = expression(scope, given);
    Optional<Value> mask = mask(scope, given);
    Value scaled = query.times(1 / Math.sqrt(query.dim(-1)));
    Value scores = Value.of(new Einsum(e.scores()), key, scaled);
    Value large = Value.scalar(scores.dtype(), ScoredAttention.LARGE_NEGATIVE);
    Value weights = e.softmax(mask.map(m -> m.select(scores, large)).orElse(scores));
    if (apart(scope, query.rank()) && mask.isPresent()) {
      weights = mask.get().select(weights, Value.scalar(weights.dtype(), 0));
    }
    Value dropped = Dropout.drop(scope, weights, dropout(), weights.shape());
    return List.of(Value.of(new Einsum(e.mix()), dropped, value), weights);
  }

  /**
   * Whether Keras computes scores by themselves: a query without keys then gets zeros, else the
   * mean of all values.
   */
  private boolean apart(Scope scope, int rank) {
    return dropout() > 0 || scope.flag("returnAttentionScores") || rank != 4;
  }

  /** The output, and the scores if the call asks for them. */
  default List<Value> results(Scope scope, Value output, Value scores) {
    return scope.flag("returnAttentionScores") ? List.of(output, scores) : List.of(output);
  }

  /** The query's own mask; for the scores what masked them. */
  @Override
  default List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return outputs.size() == 1
        ? List.of(scope.mask(0))
        : List.of(scope.mask(0), mask(scope, inputs));
  }
}
