package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IdxTest {
  /** Two images of 1 x 2 pixels. */
  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, (byte) 255, 51, 102
  };

  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9};

  private static InputStream in(byte... bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] gzip(byte... bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void scalesImages() throws IOException {
    Tensor x = Idx.images("images", in(IMAGES));
    assertThat(x.shape()).isEqualTo(Shape.of(2, 1, 2, 1));
    assertThat(x.floatArray()).containsExactly(0, 1, 0.2f, 0.4f);
  }

  @Test
  void readsLabelsOfPackedFiles() throws IOException {
    assertThat(Idx.labels("labels", in(gzip(LABELS))).toInts()).containsExactly(7, 0, 9);
  }

  @Test
  void refusesTheOtherKind() {
    assertThatThrownBy(() -> Idx.images("train", in(LABELS)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("train: not an IDX file of images")
        .hasMessageContaining("0x00000803")
        .hasMessageContaining("0x00000801");
  }

  @Test
  void refusesWhatIsNoIdxFile() {
    assertThatThrownBy(() -> Idx.labels("page", in((byte) '<', (byte) 'h')))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("page: not an IDX file of labels");
  }

  @Test
  void refusesShortAndLongFiles() {
    assertThatThrownBy(() -> Idx.images("short", in(Arrays.copyOf(IMAGES, 19))))
        .isInstanceOf(IOException.class)
        .hasMessage("short: its header declares 4 elements, but the file holds 3; is it complete?");
    assertThatThrownBy(() -> Idx.images("long", in(Arrays.copyOf(IMAGES, 21))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("goes on after the 4 elements");
    assertThatThrownBy(() -> Idx.images("header", in(Arrays.copyOf(IMAGES, 9))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends within its header");
  }

  /** A header of 12 bytes that declares 2^63 pixels, and one that declares a negative number. */
  @Test
  void believesNoHeader() {
    byte big = (byte) 0x7f;
    byte ff = (byte) 0xff;
    assertThatThrownBy(
            () ->
                Idx.images(
                    "bomb",
                    in(
                        (byte) 0, (byte) 0, (byte) 8, (byte) 3, big, ff, ff, ff, (byte) 0, (byte) 0,
                        (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than an array can hold");
    assertThatThrownBy(
            () ->
                Idx.labels("negative", in((byte) 0, (byte) 0, (byte) 8, (byte) 1, ff, ff, ff, ff)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at least 1, got -1");
  }
}
