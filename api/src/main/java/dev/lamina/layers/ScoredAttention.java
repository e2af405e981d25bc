package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Attention} and {@link AdditiveAttention} share: softmax(scores) value. Inputs: query
 * [batch, queries, dim], value [batch, keys, dim of value], key [batch, keys, dim] (the value if it
 * is left out) -> [batch, queries, dim of value]; with {@code returnAttentionScores} also the
 * softmax [batch, queries, keys]. Masks of query and value: [batch, queries], [batch, keys].
 */
interface ScoredAttention extends Layer {
  /** Instead of minus infinity: a query that may attend to nothing gets the mean of the values. */
  double LARGE_NEGATIVE = -1e9;

  double dropout();

  /** How much each query is about each key: [batch, queries, keys]. */
  Value scores(Scope scope, Value query, Value key);

  @Override
  default Signature signature() {
    return Signature.of("inputs").flags("returnAttentionScores", "useCausalMask");
  }

  @Override
  default boolean supportsMasking() {
    return true;
  }

  @Override
  default Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    Check.that(
        inputs.size() == 2 || inputs.size() == 3,
        "%s (%s): expected the inputs query, value and maybe key, got %d",
        scope.path(),
        kerasName(),
        inputs.size());
    Value query = Check.floating(scope, inputs.get(0));
    Value value = Check.floating(scope, inputs.get(1));
    Value key = inputs.size() == 3 ? Check.floating(scope, inputs.get(2)) : value;
    Check.minRank(scope, this, query, 3, "[batch, queries, dim]");
    Check.that(
        key.rank() == query.rank()
            && value.rank() == query.rank()
            && key.dim(-1) == query.dim(-1)
            && key.dim(-2) == value.dim(-2)
            && key.dim(0) == query.dim(0),
        "%s (%s): expected query [batch, queries, dim], value [batch, keys, …] and key [batch,"
            + " keys, dim], got %s, %s and %s",
        scope.path(),
        kerasName(),
        query.shape(),
        value.shape(),
        key.shape());
    Value scores = scores(scope, query, key);
    Optional<Value> mask = mask(scope, scores);
    Value masked = mask.map(m -> m.select(scores, scores.plus(LARGE_NEGATIVE))).orElse(scores);
    Value weights = Activations.softmax(masked, masked.rank() - 1);
    weights = Dropout.drop(scope, weights, dropout(), weights.shape());
    Value mixed = weights.matmul(value);
    Value out =
        scope
            .mask(0)
            .map(AttentionMask::bool)
            .map(m -> m.expandDims(-1).select(mixed, Value.scalar(mixed.dtype(), 0)))
            .orElse(mixed);
    return scope.flag("returnAttentionScores") ? List.of(out, weights) : List.of(out);
  }

  private Optional<Value> mask(Scope scope, Value scores) {
    Optional<Value> keys = scope.mask(1).map(AttentionMask::bool).map(m -> m.expandDims(-2));
    Optional<Value> causal =
        scope.flag("useCausalMask")
            ? Optional.of(AttentionMask.causal(scores.dim(-2), scores.dim(-1)))
            : Optional.empty();
    return AttentionMask.and(keys, causal);
  }

  /** The query's mask; none for the scores. */
  @Override
  default List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    var masks = new ArrayList<Optional<Value>>();
    for (int i = 0; i < outputs.size(); i++) {
      masks.add(i == 0 ? scope.mask(0) : Optional.empty());
    }
    return List.copyOf(masks);
  }
}
