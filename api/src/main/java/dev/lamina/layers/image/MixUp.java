package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Signature;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * In training, mixes each image with another one of the batch: w x + (1 - w) x', where w is drawn
 * for each image from the beta distribution (Zhang et al. 2017). Called on images and labels
 * [batch, ...], mixes the labels alike. x: [batch, ...] -> same shape. In inference x itself.
 *
 * @param alpha both parameters of the beta distribution, > 0
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record MixUp(double alpha, DataFormat dataFormat, Optional<Long> seed)
    implements Layer, MixUpBuilder.With {
  public MixUp {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("MixUp: alpha must be > 0, got " + alpha);
    }
  }

  public static MixUp of() {
    return of(0.2);
  }

  public static MixUp of(double alpha) {
    return new MixUp(alpha, DataFormat.CHANNELS_LAST, Optional.empty());
  }

  @Override
  public Signature signature() {
    return Signature.of("images", "labels");
  }

  @Override
  public Value apply(Scope scope, Value images) {
    return call(scope, List.of(images)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    List<Value> given = Mix.check(scope, this, dataFormat, inputs);
    if (!scope.training()) {
      return given;
    }
    int batch = given.get(0).dim(0);
    Value weight = Draw.beta(scope, Shape.of(batch), Value.scalar(DType.FLOAT32, alpha));
    Value others = Draw.permutation(scope, batch);
    return given.stream().map(x -> Mix.of(x, others, weight)).toList();
  }
}
