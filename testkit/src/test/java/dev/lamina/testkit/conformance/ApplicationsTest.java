package dev.lamina.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every model of {@code applications}, written as JSON, is what Keras' {@code to_json()} wrote for
 * the same call: all layers, names, arguments and connections (see {@code applications.py}).
 */
class ApplicationsTest {
  static Stream<Path> cases() throws IOException, URISyntaxException {
    Path dir =
        Path.of(
            Objects.requireNonNull(ApplicationsTest.class.getResource("/applications")).toURI());
    List<Path> all;
    try (Stream<Path> files = Files.list(dir)) {
      all = files.sorted().toList();
    }
    return all.stream();
  }

  private static JsonNode read(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return JsonMapper.shared().readTree(in);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isKerasModel(Path file) throws IOException {
    JsonNode want = read(file);
    Model model =
        ApplicationCases.application(want.path("function").asString(""), want.path("args")).model();
    var json = new ModelJson(KerasRegistry.standard(), file.toString());
    JsonNode got =
        JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsBytes(json.write(model)));
    assertThat(ModelJsons.differences(want.path("model"), got)).isEmpty();
  }

  @Test
  void allCasesAreThere() throws Exception {
    assertThat(cases()).hasSize(70);
  }
}
