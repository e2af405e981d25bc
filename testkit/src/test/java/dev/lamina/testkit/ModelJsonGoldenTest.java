package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.testkit.conformance.ConformanceSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Keras' {@code to_json()} wrote, read and written again, is the same, key by key in order.
 */
class ModelJsonGoldenTest {
  static Stream<Path> cases() throws IOException {
    return ConformanceSuite.folders(GoldenFolder.path()).stream()
        .filter(f -> read(f).path("model").isObject());
  }

  private static JsonNode read(Path folder) {
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("case.json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void survivesReadingAndWriting(Path folder) {
    JsonNode want = read(folder).path("model");
    var json = new ModelJson(KerasRegistry.standard(), folder.toString());
    Model model = json.read(want);
    JsonNode got =
        JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsBytes(json.write(model)));
    List<String> differences = new ArrayList<>();
    // A model that was read is not compiled; compile settings are tested by the fit cases.
    ((ObjectNode) want).remove("compile_config");
    ((ObjectNode) got).remove("compile_config");
    compare("", want, got, differences);
    assertThat(differences).isEmpty();
  }

  private static void compare(String where, JsonNode want, JsonNode got, List<String> out) {
    if (where.endsWith(".initial_state") || where.endsWith(".initial_state_shape")) {
      // Keras writes one state as the call gave it, alone or in a list; both mean the same.
      compare(where + "[]", listed(want), listed(got), out);
    } else if (want.isObject() && got.isObject()) {
      List<String> keys = List.copyOf(want.propertyNames());
      if (!keys.equals(List.copyOf(got.propertyNames()))) {
        out.add("%s: expected keys %s, got %s".formatted(where, keys, got.propertyNames()));
        return;
      }
      keys.forEach(k -> compare(where + "." + k, want.path(k), got.path(k), out));
    } else if (want.isArray() && got.isArray() && want.size() == got.size()) {
      for (int i = 0; i < want.size(); i++) {
        compare("%s[%d]".formatted(where, i), want.get(i), got.get(i), out);
      }
    } else if (want.isNumber() && got.isNumber()) {
      if (want.doubleValue() != got.doubleValue()) {
        out.add("%s: expected %s, got %s".formatted(where, want, got));
      }
    } else if (!want.equals(got)) {
      out.add("%s: expected %s, got %s".formatted(where, want, got));
    }
  }

  private static JsonNode listed(JsonNode states) {
    boolean alone = states.isObject() || !(states.path(0).isObject() || states.path(0).isArray());
    return alone ? JsonMapper.shared().createArrayNode().add(states) : states;
  }
}
