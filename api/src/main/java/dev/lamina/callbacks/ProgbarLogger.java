package dev.lamina.callbacks;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/** Prints progress as Keras does: a live bar, or one line an epoch (Keras: ProgbarLogger). */
public final class ProgbarLogger implements Callback {
  private final PrintStream out;
  private final boolean bar;
  private boolean fitting;
  private Optional<Progbar> current = Optional.empty();

  private ProgbarLogger(PrintStream out, boolean bar) {
    this.out = out;
    this.bar = bar;
  }

  /** {@code bar}: paint a bar, else one line at the end of each epoch. */
  public static ProgbarLogger of(PrintStream out, boolean bar) {
    return new ProgbarLogger(out, bar);
  }

  /** Training that goes on in the middle of an epoch has no beginning of it. */
  private Progbar bar(Training training) {
    if (current.isEmpty()) {
      start(training.steps());
    }
    return current.orElseThrow();
  }

  private void start(int steps) {
    current = Optional.of(Progbar.ofRunning(out, steps, bar));
  }

  /** Whether enough time has passed for the bar to be painted again. */
  public boolean due() {
    return current.filter(Progbar::due).isPresent();
  }

  @Override
  public void onTrainBegin(Training training) {
    fitting = true;
  }

  @Override
  public void onTrainEnd(Training training, Map<String, Double> logs) {
    fitting = false;
  }

  @Override
  public void onEpochBegin(Training training, int epoch) {
    start(training.steps());
    if (training.epochs() > 1) {
      out.print("Epoch %d/%d\n".formatted(epoch + 1, training.epochs()));
    }
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    // The last batch is painted at the end of the epoch, with the validation.
    Progbar p = bar(training);
    if (p.due()) {
      p.update(batch + 1, logs, false);
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    bar(training).update(training.steps(), logs, true);
  }

  @Override
  public void onTestBegin(Training training) {
    if (!fitting) {
      start(training.steps());
    }
  }

  @Override
  public void onTestBatchEnd(Training training, int batch, Map<String, Double> logs) {
    if (!fitting) {
      current.filter(Progbar::due).ifPresent(p -> p.update(batch + 1, logs, false));
    }
  }

  @Override
  public void onTestEnd(Training training, Map<String, Double> logs) {
    if (!fitting) {
      current.ifPresent(p -> p.update(training.steps(), logs, true));
    }
  }
}
