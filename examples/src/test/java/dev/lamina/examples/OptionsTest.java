package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final List<String> KNOWN = List.of("epochs", "out");

  @Test
  void readsPairs() {
    Options o = Options.parse(KNOWN, "--epochs", "3");
    assertThat(o.count("epochs", 8)).isEqualTo(3);
    assertThat(o.path("out")).isEmpty();
    assertThat(Options.parse(KNOWN, "--out", "x").path("out")).contains(Path.of("x"));
    assertThat(Options.parse(KNOWN).count("epochs", 8)).isEqualTo(8);
  }

  @Test
  void namesWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(KNOWN, "--epoch", "3"))
        .withMessageContaining("[--epochs, --out]")
        .withMessageContaining("--epoch'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(KNOWN, "--out"))
        .withMessageContaining("needs a value");
    for (String bad : List.of("many", "0")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Options.parse(KNOWN, "--epochs", bad).count("epochs", 1))
          .withMessageContaining("--epochs");
    }
  }
}
