package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engines share a JVM in whatever order they are loaded. They share native libraries, too:
 * JavaCPP, and OpenMP between oneDNN and ND4J.
 */
class LoadOrderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java native tensorflow dl4j",
        "native dl4j tensorflow java",
        "tensorflow native dl4j java",
        "tensorflow dl4j native java",
        "dl4j native tensorflow java",
        "dl4j tensorflow native java"
      })
  void allOrdersWork(String order) throws Exception {
    String printed = Child.run(List.of("-Xmx1g"), AllEngines.class, order.split(" ", -1));
    // Nothing but the program's own line: no banner, no warning of any library.
    assertThat(printed.strip()).isEqualTo("losses agree");
  }
}
