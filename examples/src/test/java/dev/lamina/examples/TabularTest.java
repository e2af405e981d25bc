package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularTest {
  @Test
  void standardizesByTheFirstRows() throws IOException {
    Table wine = Table.read("tabular/wine.csv", ",", 1);
    assertThat(wine.size()).isEqualTo(178);
    float[] alcohol = wine.standardized(100).columns(0).toFloats();
    double mean = 0;
    for (int i = 0; i < 100; i++) {
      mean += alcohol[i] / 100;
    }
    assertThat(mean).isBetween(-1e-5, 1e-5);
  }

  @Test
  void wineByItsGrower() throws IOException {
    assertThat(Wine.run(30).get("accuracy")).isGreaterThan(0.9);
  }

  /** Least squares, fitted to the same patients, explains about half of the variance. */
  @Test
  void diabetesAboutAsWellAsLeastSquares() throws IOException {
    assertThat(Diabetes.run(25)).isGreaterThan(0.35);
  }

  @Test
  void sunspotsBetterThanLastYearsNumber(@TempDir Path out) throws IOException {
    Sunspots.Result errors = Sunspots.run(10, out);
    assertThat(errors.model()).isLessThan(errors.persistence());
    assertThat(out.resolve("forecast.png")).isNotEmptyFile();
  }
}
