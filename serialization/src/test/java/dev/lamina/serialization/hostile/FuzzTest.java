package dev.lamina.serialization.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Each parser on a few hundred changed files; {@link LongFuzzTest} takes longer. */
class FuzzTest {
  private static final int TRIES = 300;

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void zipFiles(@ForAll long seed) {
    assertThat(Fuzzed.ZIP.problem(seed)).isEmpty();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void safetensors(@ForAll long seed) {
    assertThat(Fuzzed.SAFETENSORS.problem(seed)).isEmpty();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void hdf5(@ForAll long seed) {
    assertThat(Fuzzed.HDF5.problem(seed)).isEmpty();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void configurations(@ForAll long seed) {
    assertThat(Fuzzed.CONFIG.problem(seed)).isEmpty();
  }

  @Property(tries = TRIES / 3, shrinking = ShrinkingMode.OFF)
  void shards(@ForAll long seed) {
    assertThat(Fuzzed.SHARDS.problem(seed)).isEmpty();
  }
}
