package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.testkit.conformance.ConformanceSuite;
import dev.lamina.testkit.conformance.ModelJsons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    // A model that was read is not compiled; compile settings are tested by the fit cases.
    ((ObjectNode) want).remove("compile_config");
    ((ObjectNode) got).remove("compile_config");
    assertThat(ModelJsons.differences(want, got)).isEmpty();
  }
}
