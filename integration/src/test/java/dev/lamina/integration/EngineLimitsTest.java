package dev.lamina.integration;

import dev.lamina.backend.Backends;
import dev.lamina.backend.Unsupported;
import dev.lamina.tensor.DType;
import dev.lamina.testkit.OpCase;
import dev.lamina.testkit.OpCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * docs/engine-limits.md says what the engines say of themselves. {@code -Dlamina.regenerate=true}
 * writes it.
 */
class EngineLimitsTest {
  private static final Path PAGE = Path.of("..", "docs", "engine-limits.md");

  private static final String HEAD =
      """
      # What engines cannot run

      Generated from the engines' own answers (`Backend.unsupported`) to every operation case of the testkit in every
      dtype that the operation takes; `EngineLimitsTest` fails when it is out of date, and
      `mvn -pl integration -am -Dtest=EngineLimitsTest -Dsurefire.failIfNoSpecifiedTests=false -Dlamina.regenerate=true test`
      writes it anew. What is not listed runs on every engine: `BackendConformance` runs the same cases in the same dtypes and
      compares with `java`, integers and bool exactly. What an operation does not take, say a convolution of integers, is an
      error of the layer or graph on every engine. A graph that an engine cannot run is refused as a whole, with these
      reasons, before anything is compiled or changed. bfloat16 and float16 run on all engines: `java`, `native` and `dl4j`
      compute in float32 and round after each operation.

      """;

  private static final String TABLE =
      """
      | engine | reason | dtypes | operations |
      |---|---|---|---|
      """;

  @Test
  void thePageIsTrue() throws IOException {
    GeneratedPage.check(PAGE, page());
  }

  private record Group(Set<String> dtypes, Set<String> ops) {}

  private static String page() {
    Set<String> all = new TreeSet<>();
    OpCases.all().forEach(c -> all.add(c.op().getSimpleName()));
    var page = new StringBuilder(HEAD);
    for (String engine : Engines.ALL) {
      limits(engine)
          .forEach(
              (reason, g) ->
                  page.append(
                      "| %s | %s | %s | %s |%n"
                          .formatted(
                              engine,
                              reason,
                              String.join(", ", g.dtypes),
                              operations(g.ops, all))));
    }
    if (page.length() == HEAD.length()) {
      page.append("At present no engine has limits.%n".formatted());
    } else {
      page.insert(HEAD.length(), TABLE);
    }
    return page.toString().replace(System.lineSeparator(), "\n");
  }

  private static String operations(Set<String> some, Set<String> all) {
    var others = new TreeSet<>(all);
    others.removeAll(some);
    if (others.isEmpty()) {
      return "all";
    }
    return some.size() > others.size()
        ? "all but " + String.join(", ", others)
        : String.join(", ", some);
  }

  private static Map<String, Group> limits(String engine) {
    Map<String, Group> byReason = new TreeMap<>();
    for (OpCase c : OpCases.all()) {
      for (DType dtype : DType.values()) {
        if (!dtype.isFloating() && !c.exists(dtype)) {
          continue;
        }
        for (Unsupported u : Backends.get(engine).unsupported(c.graph(dtype))) {
          String prefix = u.node().op().name() + ": ";
          String reason =
              u.reason().startsWith(prefix) ? u.reason().substring(prefix.length()) : u.reason();
          Group g =
              byReason.computeIfAbsent(reason, r -> new Group(new TreeSet<>(), new TreeSet<>()));
          g.dtypes.add(dtype.keras());
          g.ops.add(c.op().getSimpleName());
        }
      }
    }
    return byReason;
  }
}
