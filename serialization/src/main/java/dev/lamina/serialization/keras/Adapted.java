package dev.lamina.serialization.keras;

import dev.lamina.layers.Dense;
import dev.lamina.layers.EinsumDense;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import java.util.Optional;

/**
 * A weight w with a low-rank adaptation. Keras' files hold w + scale · A B; what reads them starts
 * the adaptation anew, with B = 0.
 */
record Adapted(Weight weight, Weight a, Weight b, double scale) {

  static Adapted of(Layer layer, Weight weight, Weight a, Weight b) {
    Optional<Double> alpha =
        layer instanceof Dense d
            ? d.loraAlpha()
            : layer instanceof EinsumDense e
                ? e.loraAlpha()
                : layer instanceof Embedding m ? m.loraAlpha() : Optional.empty();
    int rank = b.type().shape().dim(0);
    return new Adapted(weight, a, b, alpha.orElse((double) rank) / rank);
  }

  StoredValue stored(String path) {
    return new StoredValue(
        path, weight.path(), weight.type(), this::merged, Optional.of(this::set));
  }

  private Tensor merged() {
    Tensor w = weight.value();
    float[] left = a.value().toFloats();
    float[] right = b.value().toFloats();
    float[] sum = w.toFloats();
    int rank = b.type().shape().dim(0);
    int columns = b.type().shape().dim(1);
    for (int i = 0; i < sum.length; i++) {
      int row = i / columns;
      double delta = 0;
      for (int r = 0; r < rank; r++) {
        delta += (double) left[row * rank + r] * right[r * columns + i % columns];
      }
      sum[i] += (float) (scale * delta);
    }
    return Tensor.wrap(sum, w.shape()).cast(w.type().dtype());
  }

  private void set(Tensor value) {
    weight.set(value);
    b.set(Tensor.zeros(b.type()));
  }
}
