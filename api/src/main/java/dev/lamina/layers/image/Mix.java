package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.tensor.DType;
import java.util.Arrays;
import java.util.List;

/** Mixing the entries of a batch. */
final class Mix {
  private Mix() {}

  /** Images, and labels if they are given, as floats. */
  static List<Value> check(Scope scope, Layer layer, DataFormat format, List<Value> inputs) {
    Value images = Images.floating(scope, layer, format, inputs.get(0));
    if (inputs.size() == 1) {
      return List.of(images);
    }
    Value labels = inputs.get(1);
    if (inputs.size() > 2 || labels.rank() == 0 || labels.dim(0) != images.dim(0)) {
      throw new IllegalArgumentException(
          "%s (%s): expected images, and labels [batch, …] if they are to be mixed too, got shapes %s"
              .formatted(
                  scope.path(), layer.kerasName(), inputs.stream().map(Value::shape).toList()));
    }
    return List.of(images, labels.dtype().isFloating() ? labels : labels.cast(DType.FLOAT32));
  }

  /** w x + (1 - w) x', where x' are the others. weight: [batch]. */
  static Value of(Value x, Value others, Value weight) {
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    dims[0] = x.dim(0);
    Value w = weight.reshape(dims).cast(x.dtype());
    return w.times(x).plus(w.rsub(1).times(x.gather(0, others)));
  }
}
