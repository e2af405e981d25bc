package dev.lamina.serialization.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each parser on changed files for {@code -Dlamina.fuzz.minutes=10}; {@code -Dlamina.fuzz.seed=...}
 * starts elsewhere, {@code -Dlamina.fuzz.only=HDF5} leaves the others out. Goes on after a failure
 * and lists all that differ.
 */
@EnabledIfSystemProperty(named = "lamina.fuzz.minutes", matches = "\\d+")
class LongFuzzTest {
  private static final int MOST = 30;
  private static final int FRAMES = 6;

  @ParameterizedTest
  @EnumSource
  void noFileDoesHarm(Fuzzed parser) {
    assumeTrue(parser.name().contains(System.getProperty("lamina.fuzz.only", "")));
    long end = System.nanoTime() + Long.getLong("lamina.fuzz.minutes", 1) * 60_000_000_000L;
    var seeds = new SplittableRandom(Long.getLong("lamina.fuzz.seed", 1));
    Map<String, String> problems = new LinkedHashMap<>();
    long tries = 0;
    while (System.nanoTime() < end && problems.size() < MOST) {
      long seed = seeds.nextLong();
      Optional<Throwable> problem = parser.problem(seed);
      problem.ifPresent(t -> problems.putIfAbsent(kind(t), "seed " + seed + ": " + trace(t)));
      tries++;
    }
    System.getLogger("lamina.fuzz").log(System.Logger.Level.INFO, parser + ": " + tries + " files");
    assertThat(problems.values()).isEmpty();
  }

  private static Throwable root(Throwable t) {
    Throwable r = t;
    while (r.getCause() != null) {
      r = r.getCause();
    }
    return r;
  }

  private static String kind(Throwable t) {
    Throwable r = root(t);
    return r.getClass() + (r.getStackTrace().length > 0 ? r.getStackTrace()[0].toString() : "");
  }

  private static String trace(Throwable t) {
    var out = new StringWriter();
    root(t).printStackTrace(new PrintWriter(out));
    return String.valueOf(t.getMessage()).lines().findFirst().orElse("")
        + "\n"
        + String.join("\n", out.toString().lines().limit(FRAMES * 3).toList());
  }
}
