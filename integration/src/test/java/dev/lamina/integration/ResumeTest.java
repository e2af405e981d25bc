package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trainings that are interrupted at an event of a callback and go on from their backup end as those
 * that are not: weights, optimizer, history and files are equal bit for bit. {@code
 * -Dlamina.sweeps=true} interrupts at every event.
 */
class ResumeTest {
  private static final String ENGINE = "native";

  @TempDir Path dir;

  /** Throws at the n-th event. */
  private static final class Interruption implements Callback {
    private final int at;
    private int events;

    Interruption(int at) {
      this.at = at;
    }

    private void event() {
      if (++events == at) {
        throw new Interrupted();
      }
    }

    @Override
    public void onTrainBegin(Training training) {
      event();
    }

    @Override
    public void onTrainEnd(Training training, Map<String, Double> logs) {
      events++;
    }

    @Override
    public void onEpochBegin(Training training, int epoch) {
      event();
    }

    @Override
    public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
      event();
    }

    @Override
    public void onTrainBatchBegin(Training training, int batch) {
      event();
    }

    @Override
    public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
      event();
    }

    @Override
    public void onTestEnd(Training training, Map<String, Double> logs) {
      event();
    }
  }

  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Path fresh(String name) throws IOException {
    return Files.createDirectories(dir.resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptionChangesNothing(ResumeScenario scenario) throws IOException {
    var counter = new Interruption(Integer.MAX_VALUE);
    ResumeScenario.Outcome whole = scenario.run(ENGINE, fresh("whole"), counter);
    assertThat(whole.files()).containsOnlyKeys("log.csv", "best.lamina");
    int stride = Boolean.getBoolean("lamina.sweeps") ? 1 : 17;
    for (int at = 1; at < counter.events; at += stride) {
      Path d = fresh("interrupted-" + at);
      var interruption = new Interruption(at);
      assertThatThrownBy(() -> scenario.run(ENGINE, d, interruption))
          .isInstanceOf(Interrupted.class);
      assertThat(scenario.run(ENGINE, d)).as("event " + at).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyInterruptionsChangeNothing(ResumeScenario scenario) throws IOException {
    ResumeScenario.Outcome whole = scenario.run(ENGINE, fresh("whole"));
    Path d = fresh("interrupted");
    int interruptions = 0;
    while (true) {
      try {
        assertThat(scenario.run(ENGINE, d, new Interruption(21))).isEqualTo(whole);
        break;
      } catch (Interrupted e) {
        interruptions++;
      }
    }
    assertThat(interruptions).isBetween(1, 20);
  }
}
