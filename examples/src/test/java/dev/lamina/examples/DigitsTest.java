package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.Model;
import dev.lamina.Verbose;
import dev.lamina.data.Dataset;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.optimizers.Adam;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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

  /** The same seed on every engine: what differs after 125 steps is the order of float32 sums. */
  @Test
  @EnabledIfSystemProperty(
      named = "lamina.sweeps",
      matches = "true",
      disabledReason = "an epoch on every engine takes minutes: mvn -Psweeps")
  void anEpochEndsAlikeOnAllEngines() throws IOException {
    Dataset digits = Mnist.load(Optional.empty()).train();
    var losses = new LinkedHashMap<String, Double>();
    // An epoch of the plain Java engine alone would take two minutes: a quarter of one.
    for (String engine : List.of("native", "tensorflow", "dl4j")) {
      losses.put(engine, loss(engine, digits));
    }
    Dataset quarter = digits.rows(0, digits.size() / 4);
    assertAlike(losses);
    assertAlike(Map.of("native", loss("native", quarter), "java", loss("java", quarter)));
  }

  private static double loss(String engine, Dataset digits) {
    try (Model model = Digits.model().seed(1)) {
      model.compile(Compile.of(Adam.of(2e-3), SparseCategoricalCrossentropy.of()).backend(engine));
      return model.fit(digits, Fit.epochs(1).batchSize(64).verbose(Verbose.SILENT)).last("loss");
    }
  }

  private static void assertAlike(Map<String, Double> losses) {
    double expected = Optional.ofNullable(losses.get("native")).orElseThrow();
    assertThat(losses.values())
        .as("%s", losses)
        .allSatisfy(l -> assertThat(l).isCloseTo(expected, withinPercentage(0.1)));
  }
}
