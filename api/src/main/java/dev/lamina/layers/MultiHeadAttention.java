package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Multi-head attention (Vaswani et al. 2017, arXiv:1706.03762): query, key and value are projected
 * for each head, softmax(q kᵀ / √keyDim) v of all heads is projected to the output.
 *
 * <p>Inputs: query [batch, queries, dim], value [batch, keys, dim of value] and maybe key [batch,
 * keys, dim of key] (else the value is the key) -> [batch, queries, {@code outputShape} or dim].
 * Call with the flag {@code useCausalMask}: no query sees later keys; {@code
 * returnAttentionScores}: also returns the softmax [batch, heads, queries, keys]; the tensors
 * {@code attentionMask} [batch, queries, keys], {@code valueMask} and {@code keyMask} [batch,
 * keys]: what is false is not attended to. A query that may attend to nothing gets the mean of the
 * values, or 0 where Keras computes the scores by themselves (when they are returned, with dropout,
 * with several axes).
 *
 * @param valueDim size of a head's values, {@code keyDim} by default
 * @param dropout of the softmax, in training
 * @param useGate multiplies the heads' outputs by sigmoid(projection of the query)
 *     (arXiv:2505.06708)
 * @param outputShape sizes of the output's last axes, those of the query by default
 * @param attentionAxes the axes that are attended over, by default all between batch and the last
 * @param slidingWindow a query sees only keys less than this many steps away
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record MultiHeadAttention(
    int numHeads,
    int keyDim,
    Optional<Integer> valueDim,
    double dropout,
    boolean useBias,
    boolean useGate,
    Optional<List<Integer>> outputShape,
    Optional<List<Integer>> attentionAxes,
    Optional<Integer> slidingWindow,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> biasConstraint,
    Optional<Long> seed)
    implements HeadAttention, MultiHeadAttentionBuilder.With {
  public MultiHeadAttention {
    Check.positive("MultiHeadAttention", "numHeads", numHeads);
    Check.positive("MultiHeadAttention", "keyDim", keyDim);
    valueDim.ifPresent(d -> Check.positive("MultiHeadAttention", "valueDim", d));
    Check.rate("MultiHeadAttention", "dropout", dropout);
    outputShape = outputShape.map(List::copyOf);
    outputShape.ifPresent(s -> Check.positive("MultiHeadAttention", "outputShape", s, s.size()));
    attentionAxes = attentionAxes.map(List::copyOf);
    slidingWindow.ifPresent(w -> Check.positive("MultiHeadAttention", "slidingWindow", w));
  }

  public static MultiHeadAttention of(int numHeads, int keyDim) {
    return new MultiHeadAttention(
        numHeads,
        keyDim,
        Optional.empty(),
        0,
        true,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        GlorotUniform.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public List<Value> call(Scope scope, List<Value> given) {
    Inputs in = inputs(scope, given);
    List<Integer> keySizes = List.of(numHeads, keyDim);
    List<Integer> valueSizes = List.of(numHeads, valueDim.orElse(keyDim));
    Value query = project(scope, "query", in.query(), 1, keySizes, Activations.LINEAR);
    Value key = project(scope, "key", in.key(), 1, keySizes, Activations.LINEAR);
    Optional<Value> gate =
        useGate
            ? Optional.of(project(scope, "gate", in.query(), 1, valueSizes, Activations.SIGMOID))
            : Optional.empty();
    Value value = project(scope, "value", in.value(), 1, valueSizes, Activations.LINEAR);
    List<Value> heads = attend(scope, given, query, key, value);
    Value mixed = gate.map(heads.get(0)::times).orElse(heads.get(0));
    List<Integer> out = outputShape.orElse(List.of(in.query().dim(-1)));
    Value y = project(scope, "attention_output", mixed, 2, out, Activations.LINEAR);
    return results(scope, y, heads.get(1));
  }

  /** As in Keras, its own, whatever the call passes. */
  @Override
  public Optional<Value> queryMask(Scope scope) {
    return scope.mask(0);
  }

  @Override
  public List<Integer> axes(Scope scope, int rank) {
    List<Integer> axes =
        attentionAxes
            .map(list -> list.stream().map(a -> a < 0 ? a + rank : a).toList())
            .orElseGet(() -> IntStream.range(1, rank - 1).boxed().toList());
    Check.that(
        axes.stream().allMatch(a -> a > 0 && a < rank - 1)
            && axes.stream().distinct().count() == axes.size()
            && !axes.isEmpty(),
        "%s (MultiHeadAttention): attentionAxes must be different axes between batch and the last of"
            + " %d, got %s",
        scope.path(),
        rank,
        attentionAxes.orElse(List.of()));
    return axes;
  }
}
