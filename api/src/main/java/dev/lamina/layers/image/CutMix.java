package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Signature;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In training, puts a random rectangle of another image of the batch into each image (Yun et al.
 * 2019); its area is 1 - w, drawn for each image from the beta distribution. Called on images and
 * labels [batch, ...], mixes the labels by the area. x: [batch, rows, columns, channels] -> same
 * shape. In inference x itself.
 *
 * @param factor range of the parameter of the beta distribution, drawn for the batch; one number f:
 *     [0, f]
 * @param seed kept for Keras' files; the model's seed decides
 */
@RecordBuilder
public record CutMix(List<Double> factor, Optional<Long> seed, DataFormat dataFormat)
    implements Layer, CutMixBuilder.With {
  public CutMix {
    factor = Factors.range("CutMix", "factor", factor, 0, 1);
  }

  public static CutMix of() {
    return of(1);
  }

  public static CutMix of(double factor) {
    return new CutMix(List.of(factor), Optional.empty(), DataFormat.CHANNELS_LAST);
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
    Value images = Images.toLast(dataFormat, given.get(0));
    int batch = images.dim(0);
    Value alpha = Draw.uniform(scope, Shape.scalar(), DType.FLOAT32, factor).plus(1e-6);
    Value side = Draw.beta(scope, Shape.of(batch, 1, 1, 1), alpha).rsub(1).sqrt();
    Box box = Box.of(scope, images, side, side);
    Value others = Draw.permutation(scope, batch);
    Value mixed = box.mask().select(images.gather(0, others), images);
    var out = new ArrayList<Value>();
    out.add(Images.fromLast(dataFormat, mixed));
    if (given.size() == 2) {
      out.add(Mix.of(given.get(1), others, box.area().rsub(1).reshape(batch)));
    }
    return out;
  }
}
