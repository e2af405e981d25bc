package dev.lamina.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What Keras' models themselves look like is tested in the testkit, against Keras. */
class ApplicationTest {
  /** The numbers are those of Keras' {@code preprocess_input} with these modes. */
  @Test
  void preprocessingIsKeras() {
    Tensor pixel = Tensor.wrap(new int[] {10, 100, 250}, Shape.of(1, 1, 1, 3));
    assertClose(Preprocessing.TF.apply(pixel), -0.9215686, -0.2156863, 0.9607843);
    assertClose(Preprocessing.TORCH.apply(pixel), -1.9466565, -0.2850140, 2.5528543);
    assertClose(Preprocessing.CAFFE.apply(pixel), 146.061, -16.778999, -113.68);
    assertClose(Preprocessing.NONE.apply(pixel), 10, 100, 250);
  }

  private static void assertClose(Tensor got, double... want) {
    assertThat(got.shape()).isEqualTo(Shape.of(1, 1, 1, 3));
    for (int i = 0; i < want.length; i++) {
      assertThat(got.getDouble(i)).isCloseTo(want[i], within(2e-5 * Math.abs(want[i])));
    }
  }

  @Test
  void preprocessingNeedsThreeChannels() {
    assertThatThrownBy(() -> Preprocessing.TF.apply(Tensor.of(new float[4], 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Preprocessing TF: expected images [..., 3] with red, green, blue last, got shape (2, 2)");
  }

  @Test
  void tooSmall() {
    assertThatThrownBy(() -> Application.of(MobileNetV2.of(0.5), 31, 64, 3).model())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mobilenetv2_0.50_31 (Application): inputShape: expected at least 32 x 32, got [31, 64, 3]");
    assertThatThrownBy(() -> Application.of(Xception.of(), 70, 70, 3).model())
        .hasMessageContaining("at least 71 x 71");
  }

  @Test
  void classifierNeedsTheSize() {
    assertThatThrownBy(() -> Application.of(VGG.VGG16, -1, -1, 3).model())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows and columns")
        .hasMessageContaining("withoutTop");
  }

  @Test
  void notAnImage() {
    assertThatThrownBy(() -> Application.of(VGG.VGG16, 64, 64).model())
        .hasMessageContaining("expected [rows, columns, channels], got [64, 64]");
  }

  @Test
  void noClasses() {
    assertThatThrownBy(() -> Application.of(VGG.VGG16).withClasses(0))
        .hasMessage("Application: classes must be > 0, got 0");
  }
}
