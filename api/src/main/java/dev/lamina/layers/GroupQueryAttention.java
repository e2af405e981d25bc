package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.Zeros;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Multi-head attention where groups of query heads share one head of keys and values (Ainslie et
 * al. 2023, arXiv:2305.13245); with one for all it is multi-query attention.
 *
 * <p>Inputs: query [batch, queries, dim], value [batch, keys, dim] and maybe key [batch, keys, dim]
 * (else the value is the key) -> [batch, queries, dim]. Flags and masks as of {@link
 * MultiHeadAttention}, and {@code queryMask} [batch, queries].
 *
 * @param numKeyValueHeads must divide {@code numQueryHeads}
 * @param useGate multiplies the heads' outputs by sigmoid(projection of the query)
 *     (arXiv:2505.06708)
 * @param slidingWindow a query sees only keys less than this many steps away
 * @param dropout of the softmax, in training
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record GroupQueryAttention(
    int headDim,
    int numQueryHeads,
    int numKeyValueHeads,
    boolean useBias,
    boolean useGate,
    Optional<Integer> slidingWindow,
    double dropout,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    Optional<Regularizer> kernelRegularizer,
    Optional<Regularizer> biasRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> kernelConstraint,
    Optional<Constraint> biasConstraint,
    Optional<Long> seed)
    implements HeadAttention, GroupQueryAttentionBuilder.With {
  public GroupQueryAttention {
    Check.positive("GroupQueryAttention", "headDim", headDim);
    Check.positive("GroupQueryAttention", "numQueryHeads", numQueryHeads);
    Check.positive("GroupQueryAttention", "numKeyValueHeads", numKeyValueHeads);
    Check.that(
        numQueryHeads % numKeyValueHeads == 0,
        "GroupQueryAttention: numQueryHeads must be a multiple of numKeyValueHeads %d, got %d",
        numKeyValueHeads,
        numQueryHeads);
    Check.rate("GroupQueryAttention", "dropout", dropout);
    slidingWindow.ifPresent(w -> Check.positive("GroupQueryAttention", "slidingWindow", w));
  }

  public static GroupQueryAttention of(int headDim, int numQueryHeads, int numKeyValueHeads) {
    return new GroupQueryAttention(
        headDim,
        numQueryHeads,
        numKeyValueHeads,
        true,
        false,
        Optional.empty(),
        0,
        GlorotUniform.of(),
        Zeros.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Keras' class is called so; in files it is {@code GroupQueryAttention}. */
  @Override
  public String kerasName() {
    return "GroupedQueryAttention";
  }

  @Override
  public List<Value> call(Scope scope, List<Value> given) {
    Inputs in = inputs(scope, given);
    Check.rank(scope, this, in.query(), 3, "[batch, queries, dim]");
    Check.that(
        in.query().dim(-1) == in.value().dim(-1),
        "%s (GroupQueryAttention): expected query and value with the same last axis, got %s and %s",
        scope.path(),
        in.query().shape(),
        in.value().shape());
    List<Integer> sizes = List.of(numQueryHeads, headDim);
    List<Integer> shared = List.of(numKeyValueHeads, headDim);
    Value query = project(scope, "query", in.query(), 1, sizes, Activations.LINEAR);
    Value key = project(scope, "key", in.key(), 1, shared, Activations.LINEAR);
    Optional<Value> gate =
        useGate
            ? Optional.of(project(scope, "gate", in.query(), 1, sizes, Activations.SIGMOID))
            : Optional.empty();
    Value value = project(scope, "value", in.value(), 1, shared, Activations.LINEAR);
    List<Value> heads = attend(scope, given, query, repeated(key), repeated(value));
    Value mixed = gate.map(heads.get(0)::times).orElse(heads.get(0));
    List<Integer> out = List.of(in.query().dim(-1));
    Value y = project(scope, "attention_output", mixed, 2, out, Activations.LINEAR);
    List<Value> results = results(scope, y, heads.get(1));
    results.forEach(r -> Penalty.add(scope, activityRegularizer, r));
    return results;
  }

  @Override
  public Optional<Value> queryMask(Scope scope) {
    return scope.argument("queryMask").or(() -> scope.mask(0));
  }

  @Override
  public List<Integer> axes(Scope scope, int rank) {
    return List.of(1);
  }

  /** Every head once for each query head of its group. */
  private Value repeated(Value x) {
    int times = numQueryHeads / numKeyValueHeads;
    Shape apart = x.shape().insert(3, times);
    return x.expandDims(3).broadcastTo(apart).reshape(x.shape().with(2, numQueryHeads));
  }
}
