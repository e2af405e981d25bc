package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsTest {
  /** Two epochs on 1,000 digits: enough to see that it learns, saves and loads. */
  @Test
  void trainsSavesAndLoads(@TempDir Path out) throws IOException {
    Mnist all = Mnist.load(Optional.empty());
    Mnist few = new Mnist(all.train().rows(0, 1000), all.test().rows(0, 200));
    Options options =
        Options.parse(Digits.OPTIONS, "--epochs", "2", "--out", out.toString(), "--seed", "1");
    Digits.Result result = Digits.run(few, options);
    assertThat(result.accuracy()).isGreaterThan(0.6);
    assertThat(result.reloadedEqual()).isTrue();
    // Every engine computes the same function; what differs is the order of float32 sums.
    assertThat(result.differences().values()).allSatisfy(d -> assertThat(d).isLessThan(1e-4));
    for (String name : new String[] {"learning-curves.png", "predictions.png"}) {
      BufferedImage image = ImageIO.read(out.resolve(name).toFile());
      assertThat(image.getWidth()).isGreaterThan(600);
    }
  }
}
