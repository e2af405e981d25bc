package dev.lamina.integration;

import dev.lamina.backend.Backends;
import dev.lamina.testkit.RandomGraphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random graphs on every engine against the java engine in float64; other ones in every run. What
 * fails tells the graph and its seed, which {@code -Dlamina.seed} gives to BackendConformance.
 */
class RandomGraphsTest {
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void allEnginesAgree(@ForAll long seed) {
    for (String engine : Engines.ALL) {
      RandomGraphs.check(Backends.get(engine), seed);
    }
  }
}
