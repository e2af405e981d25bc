package dev.lamina.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.initializers.WindowName;
import dev.lamina.initializers.WindowValues;
import dev.lamina.layers.MelSpectrogram;
import dev.lamina.layers.STFTSpectrogram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Windows against SciPy's: {@code windows/make.py}. */
class WindowNameTest {
  private static final Path VALUES = Path.of("src/test/resources/windows/values.json");

  @Test
  void windowsAreThoseOfSciPy() throws IOException {
    var seen = EnumSet.noneOf(WindowName.class);
    for (JsonNode line : JsonMapper.shared().readTree(VALUES)) {
      WindowName name = WindowName.valueOf(line.path("name").asString("").toUpperCase(Locale.ROOT));
      double[] want = new double[line.path("values").size()];
      for (int i = 0; i < want.length; i++) {
        want[i] = line.path("values").get(i).doubleValue();
      }
      boolean periodic = line.path("periodic").booleanValue();
      assertArrayEquals(
          want,
          name.values(want.length, periodic),
          1e-12,
          "%s of %d, periodic %s".formatted(name, want.length, periodic));
      seen.add(name);
    }
    assertEquals(EnumSet.allOf(WindowName.class), seen);
  }

  @Test
  void valuesMustBeAsManyAsAFrameHasSamples() {
    var three = WindowValues.of(0.5, 1, 0.5);
    assertMessage(
        "frameLength 4",
        () -> STFTSpectrogram.of(STFTSpectrogram.Mode.LOG, 4).withWindow(Optional.of(three)));
    assertMessage("sequenceLength 4", () -> MelSpectrogram.of(4, 2).withWindow(Optional.of(three)));
    assertMessage("expected 4 values", () -> three.values(4, true));
  }

  private static void assertMessage(String part, Executable what) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, what).getMessage());
    assertTrue(message.contains(part), message);
  }
}
