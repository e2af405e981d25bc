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
 * A vector for each integer: row x of {@code embeddings}. x: [batch, …] with values in [0,
 * inputDim) -> [batch, …, outputDim]; embeddings: [inputDim, outputDim].
 *
 * @param maskZero 0 is padding: later layers see a mask that is false there
 * @param loraRank see {@link Lora}
 */
@RecordBuilder
public record Embedding(
    int inputDim,
    int outputDim,
    Initializer embeddingsInitializer,
    Optional<Regularizer> embeddingsRegularizer,
    Optional<Regularizer> activityRegularizer,
    Optional<Constraint> embeddingsConstraint,
    boolean maskZero,
    Optional<Integer> loraRank,
    Optional<Double> loraAlpha)
    implements Layer, EmbeddingBuilder.With {
  public Embedding {
    Check.positive("Embedding", "inputDim", inputDim);
    Check.positive("Embedding", "outputDim", outputDim);
    Lora.check("Embedding", loraRank, embeddingsConstraint);
  }

  public static Embedding of(int inputDim, int outputDim) {
    return new Embedding(
        inputDim,
        outputDim,
        RandomUniform.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Autocast autocast() {
    return Autocast.OUTPUTS;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return Penalty.add(scope, activityRegularizer, table(scope).gather(0, indices(x)));
  }

  /** The embeddings, a row each. */
  Value table(Scope scope) {
    WeightSpec spec =
        WeightSpec.param("embeddings", Shape.of(inputDim, outputDim), embeddingsInitializer)
            .regularized(embeddingsRegularizer)
            .constrained(embeddingsConstraint);
    return Lora.adapt(scope, spec, Lora.weight(scope, spec, loraRank), loraRank, loraAlpha);
  }

  @Override
  public boolean supportsMasking() {
    return maskZero;
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return List.of(maskZero ? Optional.of(indices(inputs.get(0)).ne(0)) : Optional.empty());
  }

  private static Value indices(Value x) {
    return x.dtype() == DType.INT64 ? x : x.cast(DType.INT32);
  }
}
