package dev.lamina.testkit.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.initializers.Fans;
import dev.lamina.initializers.Identity;
import dev.lamina.initializers.Initializer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class InitializersTest {
  /** STFT bases are for a layer that Lamina does not have; names are a table of their own. */
  static List<GoldenCase> cases() {
    return GoldenCase.all("initializers").stream()
        .filter(c -> !c.id().startsWith("stft") && !c.kind().equals("identifiers"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsAsKerasDraws(GoldenCase c) {
    switch (c.kind()) {
      case "fans" -> fans(c);
      case "initializer-exact" -> c.assertClose("value", c.tensor("value"), init(c, 1));
      case "initializer-statistics" -> statistics(c);
      case "initializer-orthogonal" -> orthogonal(c);
      default -> throw new IllegalArgumentException(c.id() + ": " + c.kind());
    }
  }

  private static Tensor init(GoldenCase c, long key) {
    var initializer = (Initializer) KerasObjects.read(c.json().get("config"), null);
    if (c.id().equals("identity-rectangular")) {
      // Keras loses the gain of 0.5 when it writes the config.
      initializer = new Identity(0.5);
    }
    return initializer.init(shape(c.json().get("shape")), DType.FLOAT32, key);
  }

  private static Shape shape(JsonNode json) {
    return Shape.of(GoldenCase.ints(json));
  }

  private static void fans(GoldenCase c) {
    for (JsonNode s : c.json().get("shapes")) {
      assertThat(Fans.of(shape(s.get("shape"))))
          .isEqualTo(new Fans(s.get("fan_in").asLong(), s.get("fan_out").asLong()));
    }
  }

  private static void statistics(GoldenCase c) {
    Tensor t = init(c, 7);
    double[] v = t.toDoubles();
    double mean = Arrays.stream(v).average().orElseThrow();
    double std =
        Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
    double min = Arrays.stream(v).min().orElseThrow();
    double max = Arrays.stream(v).max().orElseThrow();
    for (JsonNode s : c.json().get("statistics")) {
      switch (s.get("what").asString()) {
        case "mean" ->
            assertThat(mean)
                .isCloseTo(s.get("expected").asDouble(), within(s.get("tolerance").asDouble()));
        case "std" ->
            assertThat(std)
                .isCloseTo(s.get("expected").asDouble(), within(s.get("tolerance").asDouble()));
        // Bounds hold up to the rounding of float32.
        case "min_at_least" ->
            assertThat(min).isGreaterThanOrEqualTo(s.get("value").asDouble() * (1 + 1e-6));
        case "max_at_most" ->
            assertThat(max).isLessThanOrEqualTo(s.get("value").asDouble() * (1 + 1e-6));
        case "min_below" -> assertThat(min).isLessThan(s.get("value").asDouble());
        default -> throw new IllegalArgumentException(s.toString());
      }
    }
    assertThat(init(c, 7)).isEqualTo(t);
  }

  private static void orthogonal(GoldenCase c) {
    Tensor t = init(c, 3);
    int cols = t.shape().dim(-1);
    int rows = t.size() / cols;
    boolean byRow = rows < cols;
    int few = Math.min(rows, cols);
    double gain = c.json().get("gain").asDouble();
    for (int i = 0; i < few; i++) {
      for (int j = 0; j < few; j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(rows, cols); k++) {
          dot +=
              t.getDouble(byRow ? i * cols + k : k * cols + i)
                  * t.getDouble(byRow ? j * cols + k : k * cols + j);
        }
        assertThat(dot).isCloseTo(i == j ? gain * gain : 0, within(1e-5));
      }
    }
  }
}
