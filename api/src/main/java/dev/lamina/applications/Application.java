package dev.lamina.applications;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.GlobalMaxPooling2D;
import dev.lamina.layers.Layer;
import dev.lamina.layers.SymbolicTensor;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An image model as {@code keras.applications} makes it with {@code weights=None}: the same layers
 * with the same names in the same order, so that weights saved by Keras fit.
 *
 * <pre>{@code
 * Model model = Application.of(ResNet.RESNET50).model();
 * Model base = Application.of(MobileNetV2.of(0.35), 96, 96, 3).withoutTop(Pooling.AVG).model();
 * }</pre>
 *
 * @param inputShape [rows, columns, channels], -1 for unknown rows or columns; empty: Keras'
 *     default
 * @param includeTop whether the model ends with its classifier
 * @param pooling how a model without classifier ends; ignored with classifier
 * @param classes ignored without classifier
 * @param classifierActivation ignored without classifier
 * @param name empty: Keras' name
 */
@RecordBuilder
public record Application(
    Architecture architecture,
    Optional<List<Integer>> inputShape,
    boolean includeTop,
    Pooling pooling,
    int classes,
    Activation classifierActivation,
    Optional<String> name)
    implements ApplicationBuilder.With {
  public Application {
    inputShape = inputShape.map(List::copyOf);
    if (classes < 1) {
      throw new IllegalArgumentException("Application: classes must be > 0, got " + classes);
    }
  }

  /** For images of this shape: [rows, columns, channels]; without any, Keras' default. */
  public static Application of(Architecture architecture, int... inputShape) {
    return new Application(
        architecture,
        inputShape.length == 0
            ? Optional.empty()
            : Optional.of(Arrays.stream(inputShape).boxed().toList()),
        true,
        Pooling.NONE,
        1000,
        Activations.SOFTMAX,
        Optional.empty());
  }

  /** The same without classifier: for features, or for a classifier of your own. */
  public Application withoutTop(Pooling end) {
    return withIncludeTop(false).withPooling(end);
  }

  /**
   * The model, with new weights.
   *
   * @throws IllegalArgumentException if the images are too small, or the classifier needs their
   *     size and it is not given
   */
  public Model model() {
    List<Integer> shape = shape();
    Input input = Input.of(shape.stream().mapToInt(Integer::intValue).toArray());
    SymbolicTensor features = architecture.features(input);
    SymbolicTensor output =
        includeTop
            ? architecture.classifier(features, classes, classifierActivation)
            : pooled(features);
    return Model.of(
        name.orElseGet(() -> architecture.kerasName(shape)), List.of(input), List.of(output));
  }

  private List<Integer> shape() {
    boolean sized = includeTop && !architecture.anySize();
    int size = sized ? architecture.defaultSize() : -1;
    List<Integer> shape = inputShape.orElse(List.of(size, size, 3));
    String where = "%s (Application): inputShape".formatted(architecture.kerasName(shape));
    int least = architecture.minSize();
    if (shape.size() != 3 || shape.get(2) < 1) {
      throw new IllegalArgumentException(
          "%s: expected [rows, columns, channels], got %s".formatted(where, shape));
    }
    for (int n : shape.subList(0, 2)) {
      if (n != -1 && n < least) {
        throw new IllegalArgumentException(
            "%s: expected at least %d x %d, got %s".formatted(where, least, least, shape));
      }
      if (n == -1 && sized) {
        throw new IllegalArgumentException(
            "%s: the classifier needs to know rows and columns, got %s; give them, or leave the classifier out by withoutTop"
                .formatted(where, shape));
      }
    }
    return shape;
  }

  private SymbolicTensor pooled(SymbolicTensor features) {
    if (pooling == Pooling.NONE) {
      return features;
    }
    Layer layer = pooling == Pooling.AVG ? GlobalAveragePooling2D.of() : GlobalMaxPooling2D.of();
    return architecture.poolingName(pooling).map(layer::named).orElse(layer).on(features);
  }
}
