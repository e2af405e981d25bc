package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FitTest {
  private static List<Integer> epochs(Fit fit) {
    return IntStream.rangeClosed(1, 6).filter(fit::validatesAfter).boxed().toList();
  }

  @Test
  void theLastFrequencyCounts() {
    Fit fit = Fit.epochs(6).validationFreq(List.of(1, 2, 5));
    assertThat(epochs(fit)).containsExactly(1, 2, 5);
    assertThat(epochs(fit.validationFreq(3))).containsExactly(3, 6);
    assertThat(epochs(fit.validationFreq(List.of()))).isEmpty();
  }

  @Test
  void epochsCountFromOne() {
    assertThatThrownBy(() -> Fit.epochs(6).validationFreq(List.of(0, 2)))
        .hasMessageContaining("Fit: validationFreq: epochs must be > 0")
        .hasMessageContaining("[0, 2]");
  }
}
