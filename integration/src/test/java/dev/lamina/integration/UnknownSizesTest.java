package dev.lamina.integration;

import static dev.lamina.activations.Activations.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.layers.Attention;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Conv2DTranspose;
import dev.lamina.layers.GlobalAveragePooling2D;
import dev.lamina.layers.MaxPooling2D;
import dev.lamina.layers.Padding;
import dev.lamina.layers.Rescaling;
import dev.lamina.layers.Reshape;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.UpSampling2D;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.optimizers.SGD;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that take images of any size, and images too large for large batches. */
class UnknownSizesTest {
  static Iterable<String> engines() {
    return Engines.ALL;
  }

  private static Conv2D conv(int filters) {
    return Conv2D.of(filters, 3, RELU).withPadding(Padding.SAME);
  }

  /** What was pooled and scaled up again meets what was not (arXiv:1505.04597). */
  private static Model unet() {
    SymbolicTensor x = Input.of(-1, -1, 2);
    SymbolicTensor whole = conv(3).on(x);
    SymbolicTensor half = conv(4).on(MaxPooling2D.of(2).on(whole));
    SymbolicTensor quarter = conv(4).on(MaxPooling2D.of(2).on(half));
    SymbolicTensor up = Concatenate.of().on(Conv2DTranspose.of(4, 2, 2).on(quarter), half);
    SymbolicTensor back = Concatenate.of().on(UpSampling2D.of(2).on(up), whole);
    return Model.of(x, Conv2D.of(1, 1).on(back)).seed(4);
  }

  private static Model compiled(Model m, String engine) {
    m.compile(Compile.of(SGD.of(0.05), MeanSquaredError.of()).backend(engine));
    return m;
  }

  private static Tensor images(int... dims) {
    Shape shape = Shape.of(dims);
    return Tensor.wrap(Philox.uniform(5, 0, shape.intSize()), shape);
  }

  private static double loss(Model m, int rows, int columns) {
    return m.fit(
            images(4, rows, columns, 2),
            images(4, rows, columns, 1),
            Fit.epochs(2).batchSize(2).verbose(Verbose.SILENT))
        .last("loss");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void imagesOfTwoSizes(String engine) {
    try (Model here = compiled(unet(), engine);
        Model java = compiled(unet(), "java")) {
      assertThat(here.outputShape()).isEqualTo(SymbolicShape.batchOf(-1, -1, 1));
      assertThat(here.countParams()).isEqualTo(57 + 112 + 148 + 68 + 12);
      for (int rows : new int[] {8, 12}) {
        double want = loss(java, rows, 16);
        assertThat(loss(here, rows, 16) / want).isBetween(1 - 1e-3, 1 + 1e-3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void insideOfAnotherModel(String engine) {
    SymbolicTensor x = Input.of(-1, -1, 2);
    try (Model m = compiled(Model.of(x, unet().on(Rescaling.of(2, -1).on(x))), engine)) {
      assertThat(m.outputShape()).isEqualTo(SymbolicShape.batchOf(-1, -1, 1));
      assertThat(m.predict(images(1, 8, 12, 2)).shape()).isEqualTo(Shape.of(1, 8, 12, 1));
    }
  }

  /** Only odd sizes fit: a valid window of 4 takes 3 away, half and double must be even. */
  @Test
  void sizesThatOnlySomeNetworksTake() {
    SymbolicTensor x = Input.of(-1, -1, 1);
    SymbolicTensor cut = Conv2D.of(1, 4).on(x);
    SymbolicTensor up = UpSampling2D.of(2).on(MaxPooling2D.of(2).on(cut));
    Model odd = Model.of(x, Concatenate.of().on(up, cut));
    SymbolicTensor y = Input.of(-1, -1, 1);
    try (Model outer = compiled(Model.of(y, odd.on(y)), "java")) {
      assertThat(outer.predict(images(1, 9, 11, 1)).shape()).isEqualTo(Shape.of(1, 6, 8, 2));
      assertThatThrownBy(() -> outer.predict(images(1, 8, 10, 1)))
          .hasMessageContaining("expected inputs that are equal but for axis 3");
    }
  }

  /** A batch that the model is not asked to take must not decide whether an engine can run it. */
  @ParameterizedTest
  @MethodSource("engines")
  void largeImages(String engine) {
    try (Model m =
        compiled(
            Sequential.of(
                Input.of(224, 224, 3), Conv2D.of(64, 3, RELU), GlobalAveragePooling2D.of()),
            engine)) {
      assertThat(m.compiled()).isPresent();
    }
  }

  @Test
  void partsOfUnknownSizesAreUnknown() {
    assertThat(Reshape.of(-1, 2, 2).on(Input.of(-1, -1)).shape())
        .isEqualTo(SymbolicShape.batchOf(-1, 2, 2));
  }

  @Test
  void messagesCallThemNone() {
    assertThatThrownBy(() -> Attention.of().on(Input.of(-1, 6), Input.of(5, 7)))
        .hasMessageContaining("got [None, None, 6], [None, 5, 7] and [None, 5, 7]");
  }
}
