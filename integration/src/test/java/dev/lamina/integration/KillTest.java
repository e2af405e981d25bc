package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Checkpoint;
import dev.lamina.Model;
import dev.lamina.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that are killed (SIGKILL) at random moments lose nothing. {@code -Dlamina.sweeps=true}
 * kills 20 that save and resumes 4 trainings; {@code -Dlamina.kills=true} 100 and 20, which takes
 * some ten minutes.
 */
class KillTest {
  private static final boolean SWEEPS = Boolean.getBoolean("lamina.sweeps");
  private static final boolean KILLS = Boolean.getBoolean("lamina.kills");

  private static int times(int all, int sweeps, int few) {
    return KILLS ? all : SWEEPS ? sweeps : few;
  }

  @TempDir Path dir;

  private static Process start(Class<?> main, String... arguments) throws IOException {
    // They live for a second or two: what makes a JVM start sooner halves the time of this test.
    List<String> options =
        List.of("-Dlamina.threads=1", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    return Child.builder(options, main, arguments)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void kill(Process child) throws InterruptedException {
    // Not by the process itself, which would close what it has printed.
    child.toHandle().destroyForcibly();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> String.valueOf(p.getFileName())).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "model.lamina", "model.keras", "model.checkpoint"})
  void aKilledSaveLeavesTheOldModelOrTheNew(String name) throws IOException, InterruptedException {
    Path file = dir.resolve(name);
    var random = new Random(name.hashCode());
    long saved = 0;
    for (int i = 0; i < times(25, 5, 2); i++) {
      Process child = start(SavingProcess.class, file.toString(), String.valueOf(saved + 1));
      try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
        saved = Long.parseLong(out.readLine());
        Thread.sleep(random.nextInt(150));
        kill(child);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          saved = Long.parseLong(line);
        }
      } finally {
        child.destroyForcibly();
      }
      long there = load(file);
      assertThat(there).isBetween(saved, saved + 1);
      saved = there;
    }
    SavingProcess.fill(SavingProcess.model(), 0);
    save(file);
    assertThat(names(dir)).containsExactly(name);
    if (Files.isDirectory(file)) {
      assertThat(names(file)).containsExactly("model.json", "model.safetensors");
    }
  }

  private static void save(Path file) {
    if (file.toString().endsWith(".checkpoint")) {
      Checkpoint.save(file, SavingProcess.model());
    } else {
      SavingProcess.model().save(file);
    }
  }

  /** The number that all weights have. */
  private static long load(Path file) {
    Model m = SavingProcess.model();
    if (file.toString().endsWith(".checkpoint")) {
      Checkpoint.load(file).restore(m);
    } else {
      m = Model.load(file);
    }
    long n = m.getWeights().get(0).getLong(0);
    for (Tensor t : m.getWeights()) {
      assertThat(t).isEqualTo(Tensor.full(t.type(), (double) n));
    }
    return n;
  }

  @Test
  void aKilledTrainingGoesOnAsIfItHadNotBeen() throws IOException, InterruptedException {
    var random = new Random(5);
    int kills = 0;
    ResumeScenario[] all = ResumeScenario.values();
    for (int i = 0; i < times(20, 4, 1); i++) {
      ResumeScenario scenario = all[i % all.length];
      String whole = train(scenario, "whole-" + i, random, 0);
      assertThat(train(scenario, "killed-" + i, random, 3)).as("" + scenario).isEqualTo(whole);
      kills += 3;
    }
    assertThat(kills).isGreaterThanOrEqualTo(3);
  }

  /** Trains until it is done, killing the first processes while they train. */
  private String train(ResumeScenario scenario, String name, Random random, int kills)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(dir.resolve(name));
    Path outcome = dir.resolve(name + ".txt");
    for (int k = 0; !Files.exists(outcome); k++) {
      Process child =
          start(TrainingProcess.class, scenario.name(), folder.toString(), outcome.toString());
      try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).isEqualTo("training");
        if (k < kills) {
          Thread.sleep(random.nextInt(250));
          kill(child);
        } else {
          assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
          assertThat(child.exitValue()).isZero();
        }
      } finally {
        child.destroyForcibly();
      }
    }
    return Files.readString(outcome);
  }
}
