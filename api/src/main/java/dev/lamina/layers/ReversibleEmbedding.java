package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.initializers.Initializer;
import dev.lamina.initializers.RandomUniform;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * An {@link Embedding} that also projects back, for language models (Press, Wolf 2016,
 * arXiv:1608.05859). Called on integers [batch, …] it is row x of {@code embeddings} [inputDim,
 * outputDim]; called with the flag {@code reverse} on [batch, …, outputDim] it is x embeddingsᵀ:
 * [batch, …, inputDim].
 *
 * @param maskZero 0 is padding: later layers see a mask that is false there
 * @param tieWeights else the way back has weights of its own, {@code reverse_embeddings}:
 *     [outputDim, inputDim]
 * @param reverseDtype computes the way back in this dtype
 * @param logitSoftCap c: the result of the way back is c tanh(y / c)
 * @param loraRank see {@link Lora}
 */
@RecordBuilder
public record ReversibleEmbedding(
    int inputDim,
    int outputDim,
    Initializer embeddingsInitializer,
    Optional<Regularizer> embeddingsRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> embeddingsConstraint,
    boolean maskZero,
    Optional<Integer> loraRank,
    Optional<Double> loraAlpha,
    boolean tieWeights,
    Optional<DType> reverseDtype,
    Optional<Double> logitSoftCap)
    implements Layer, ReversibleEmbeddingBuilder.With {
  public ReversibleEmbedding {
    Check.positive("ReversibleEmbedding", "inputDim", inputDim);
    Check.positive("ReversibleEmbedding", "outputDim", outputDim);
    Lora.check("ReversibleEmbedding", loraRank, embeddingsConstraint);
    for (double cap : logitSoftCap.stream().toList()) {
      Check.that(cap != 0, "ReversibleEmbedding: logitSoftCap must not be 0");
    }
    for (DType d : reverseDtype.stream().toList()) {
      Check.that(
          d.isFloating(), "ReversibleEmbedding: reverseDtype must be floating, got %s", d.keras());
    }
  }

  public static ReversibleEmbedding of(int inputDim, int outputDim) {
    return new ReversibleEmbedding(
        inputDim,
        outputDim,
        RandomUniform.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Signature signature() {
    return Signature.of("inputs").flags("reverse");
  }

  private Embedding embedding() {
    return new Embedding(
        inputDim,
        outputDim,
        embeddingsInitializer,
        embeddingsRegularizer,
        activityRegularizer,
        embeddingsConstraint,
        maskZero,
        loraRank,
        loraAlpha);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value table = embedding().table(scope);
    Value back =
        tieWeights
            ? table
            : scope.param(
                "reverse_embeddings", Shape.of(outputDim, inputDim), embeddingsInitializer);
    return scope.flag("reverse")
        ? Penalty.add(scope, activityRegularizer, logits(scope, x, back))
        : embedding().apply(scope, x);
  }

  private Value logits(Scope scope, Value input, Value back) {
    Value given = Check.floating(scope, input);
    Check.minRank(scope, this, given, 2, "[batch, …, outputDim]");
    Check.that(
        given.dim(-1) == outputDim,
        "%s (ReversibleEmbedding): expected an input [batch, …, %d] on the way back, got shape %s",
        scope.path(),
        outputDim,
        given.shape());
    DType dtype = reverseDtype.orElse(given.dtype());
    Value y = given.cast(dtype).matmul(back.cast(dtype), false, tieWeights);
    return logitSoftCap.map(c -> y.div(c).tanh().times(c)).orElse(y);
  }

  @Override
  public boolean supportsMasking() {
    return maskZero;
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return scope.flag("reverse")
        ? List.of(Optional.empty())
        : embedding().computeMasks(scope, inputs, outputs);
  }
}
