package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.tensor.Shape;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  @Test
  void bringsTenThousandDigits() throws IOException {
    Mnist digits = Mnist.load(Optional.empty());
    assertThat(digits.train().x().get(0).shape()).isEqualTo(Shape.of(8000, 28, 28, 1));
    assertThat(digits.test().x().get(0).shape()).isEqualTo(Shape.of(2000, 28, 28, 1));
    int[] labels = digits.train().y().get(0).toInts();
    assertThat(Arrays.stream(labels).distinct().sorted())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  /** As if someone had put MNIST's files, unpacked, into a folder. */
  @Test
  void readsAFolder(@TempDir Path folder) throws IOException {
    for (String name :
        new String[] {
          "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"
        }) {
      try (InputStream in = new GZIPInputStream(Resources.open("mnist10k/" + name + ".gz"))) {
        Files.copy(in, folder.resolve(name));
      }
    }
    assertThatThrownBy(() -> Mnist.load(Optional.of(folder)))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("t10k-labels-idx1-ubyte");
    try (InputStream in = Resources.open("mnist10k/t10k-labels-idx1-ubyte.gz")) {
      Files.copy(in, folder.resolve("t10k-labels-idx1-ubyte.gz"));
    }
    Mnist read = Mnist.load(Optional.of(folder));
    assertThat(read.test().x()).isEqualTo(Mnist.load(Optional.empty()).test().x());
  }
}
