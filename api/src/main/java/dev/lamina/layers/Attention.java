package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.initializers.Ones;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * Dot-product attention (Luong et al. 2015, arXiv:1508.04025): softmax(scores) value, where the
 * scores are query keyᵀ, times {@code scale} if there is one, or with {@link ScoreMode#CONCAT}
 * {@code concat_score_weight} Σ tanh(scale (query + key)).
 *
 * <p>Inputs: query [batch, queries, dim], value [batch, keys, dim of value] and maybe key [batch,
 * keys, dim] (else the value is the key) -> [batch, queries, dim of value]. Call with the flag
 * {@code useCausalMask}: no query sees later keys; {@code returnAttentionScores}: also returns the
 * softmax. Masked keys do not count; where the query is masked the output is 0. A query that may
 * attend to nothing gets the mean of the values.
 *
 * @param useScale whether there is a trained scalar {@code scale}
 * @param dropout of the softmax, in training
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record Attention(boolean useScale, ScoreMode scoreMode, double dropout, Optional<Long> seed)
    implements ScoredAttention, AttentionBuilder.With {
  /** How scores are computed. */
  public enum ScoreMode {
    /** The dot product of query and key. */
    DOT,
    /** The hyperbolic tangent of their sum. */
    CONCAT;

    /** The name in Keras' files. */
    public String keras() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Attention {
    Check.rate("Attention", "dropout", dropout);
  }

  public static Attention of() {
    return new Attention(false, ScoreMode.DOT, 0, Optional.empty());
  }

  @Override
  public Value scores(Scope scope, Value query, Value key) {
    Optional<Value> scale =
        useScale ? Optional.of(scope.param("scale", Shape.scalar(), Ones.of())) : Optional.empty();
    if (scoreMode == ScoreMode.DOT) {
      Value dot = query.matmul(key, false, true);
      return scale.map(dot::times).orElse(dot);
    }
    Value weight = scope.param("concat_score_weight", Shape.scalar(), Ones.of());
    Value sum = query.expandDims(-2).plus(key.expandDims(-3));
    return scale.map(sum::times).orElse(sum).tanh().sum(-1).times(weight);
  }
}
