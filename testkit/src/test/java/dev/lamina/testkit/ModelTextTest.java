package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DotGraph;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Summary;
import dev.lamina.layers.Dense;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Errors of summaries and diagrams; the texts themselves are golden cases. */
class ModelTextTest {
  private final Model model =
      Sequential.of(Input.of(4), Dense.of(3).named("one"), Dense.of(2).named("two"));

  @Test
  void layerRangeNamesNoLayer() {
    Summary s = Summary.of().withLayerRange(Optional.of(new Summary.Range("one", "three")));
    assertThatThrownBy(() -> s.text(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "summary: layerRange one to three: expected names of layers, model 'sequential' has [one, two]");
  }

  @Test
  void lineTooShort() {
    assertThatThrownBy(() -> Summary.of().withLineLength(OptionalInt.of(12)).text(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leaves column 3 3 characters, expected at least 4")
        .hasMessageContaining("set lineLength higher");
  }

  @Test
  void positionsForOtherColumns() {
    assertThatThrownBy(() -> Summary.of().withPositions(List.of(0.5, 1.0)).text(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 3 positions");
  }

  @Test
  void namesOfAnUnbuiltModelAreThoseItWillGet() {
    Model unbuilt = Sequential.of(Dense.of(3), Dense.of(2));
    assertThat(unbuilt.summaryText()).contains("dense (Dense)", "dense_1 (Dense)", "0 (unbuilt)");
    assertThatThrownBy(() -> DotGraph.of().text(unbuilt))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("input shape is not known yet");
  }
}
