package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;

/**
 * Additive attention (Bahdanau et al. 2014, arXiv:1409.0473): softmax(scores) value, where the
 * scores are Σ scale tanh(query + key). Inputs, flags and masks as of {@link Attention}; scale:
 * [dim].
 *
 * @param useScale whether there is a trained {@code scale}, else it is 1
 * @param dropout of the softmax, in training
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record AdditiveAttention(boolean useScale, double dropout, Optional<Long> seed)
    implements ScoredAttention, AdditiveAttentionBuilder.With {
  public AdditiveAttention {
    Check.rate("AdditiveAttention", "dropout", dropout);
  }

  public static AdditiveAttention of() {
    return new AdditiveAttention(true, 0, Optional.empty());
  }

  @Override
  public Value scores(Scope scope, Value query, Value key) {
    Value mixed = query.expandDims(-2).plus(key.expandDims(-3)).tanh();
    if (useScale) {
      mixed = mixed.times(scope.param("scale", Shape.of(query.dim(-1)), GlorotUniform.of()));
    }
    return mixed.sum(-1);
  }
}
