package dev.lamina.applications;

import dev.lamina.Model;
import dev.lamina.activations.Activation;
import dev.lamina.layers.SymbolicTensor;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a family of image models, apart from what all share: input, classes, pooling. Made
 * into a model by {@link Application}. Images: [batch, rows, columns, channels].
 */
public interface Architecture {
  /** The model's name in Keras for images of this shape: [rows, columns, channels], -1 unknown. */
  String kerasName(List<Integer> inputShape);

  /** Rows and columns of the images with which Keras' weights were trained. */
  default int defaultSize() {
    return 224;
  }

  /** Fewest rows and columns. */
  default int minSize() {
    return 32;
  }

  /** Whether the classifier accepts images of any size. */
  default boolean anySize() {
    return false;
  }

  /** How values of 0 … 255 become the values that the model expects. */
  Preprocessing preprocessing();

  /** Everything up to the last convolution: [batch, rows, columns, features]. */
  SymbolicTensor features(SymbolicTensor images);

  /** The name of the pooling layer that ends a model without classifier, if it has one. */
  default Optional<String> poolingName(Pooling pooling) {
    return Optional.of(pooling == Pooling.MAX ? "max_pool" : "avg_pool");
  }

  /** The classifier: [batch, classes]. */
  default SymbolicTensor classifier(SymbolicTensor features, int classes, Activation activation) {
    return Flow.of(features).averagePool("avg_pool").dense("predictions", classes, activation).at();
  }

  /** The model with all of Keras' defaults. */
  default Model model() {
    return Application.of(this).model();
  }
}
