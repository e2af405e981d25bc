package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import java.util.ArrayList;
import java.util.List;

/** A layer that changes images in training; in inference they stay as they are. */
interface ImageLayer extends Layer {
  /** Where the channels are. */
  DataFormat dataFormat();

  /** The changed images. images: [batch, rows, columns, channels], floating. */
  Value augment(Scope scope, Value images);

  /** Masks, boxes and labels behind the images are returned as they are. */
  @Override
  default List<Value> call(Scope scope, List<Value> inputs) {
    var out = new ArrayList<>(inputs);
    out.set(0, apply(scope, inputs.get(0)));
    return out;
  }

  @Override
  default Value apply(Scope scope, Value x) {
    Value images = Images.floating(scope, this, dataFormat(), x);
    return scope.training()
        ? Images.fromLast(dataFormat(), augment(scope, Images.toLast(dataFormat(), images)))
        : images;
  }
}
