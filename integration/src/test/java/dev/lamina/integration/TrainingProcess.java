package dev.lamina.integration;

import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A process that trains a scenario, slowly enough to be killed, and writes what came of it. */
final class TrainingProcess {
  private TrainingProcess() {}

  /** Says when it begins, and waits a little at each batch. */
  private static final class Slow implements Callback {
    @Override
    public void onTrainBegin(Training training) {
      System.out.println("training");
      System.out.flush();
    }

    @Override
    public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Arguments: the scenario, its directory, the file for the outcome. */
  public static void main(String[] args) throws IOException {
    ResumeScenario scenario = ResumeScenario.valueOf(args[0]);
    ResumeScenario.Outcome o = scenario.run("native", Path.of(args[1]), new Slow());
    var text = new StringBuilder();
    o.weights().forEach(t -> text.append(java.util.Arrays.toString(t.toDoubles())).append('\n'));
    o.optimizer().forEach(t -> text.append(java.util.Arrays.toString(t.toDoubles())).append('\n'));
    text.append(o.epochs()).append('\n').append(o.history()).append('\n').append(o.files());
    Files.writeString(Path.of(args[2]), text);
  }
}
