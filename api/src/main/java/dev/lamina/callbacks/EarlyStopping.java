package dev.lamina.callbacks;

import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops training when a monitored value has not improved for some epochs (Keras: EarlyStopping).
 */
public final class EarlyStopping implements Resumable, Cloneable {
  private static final System.Logger LOG = System.getLogger(EarlyStopping.class.getName());

  private final String monitor;
  private double minDelta;
  private int patience;
  private boolean verbose;
  private Mode mode = Mode.AUTO;
  private Optional<Double> baseline = Optional.empty();
  private boolean restoreBestWeights;
  private int startFromEpoch;

  private Mode resolved = Mode.AUTO;
  private Optional<Double> best = Optional.empty();
  private int bestEpoch;
  private int wait;
  private int stoppedEpoch;
  private List<Tensor> bestWeights = List.of();

  private EarlyStopping(String monitor) {
    this.monitor = monitor;
  }

  private interface Change {
    void apply(EarlyStopping e);
  }

  private EarlyStopping with(Change c) {
    try {
      EarlyStopping copy = (EarlyStopping) super.clone();
      c.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  public static EarlyStopping of(String monitor) {
    return new EarlyStopping(monitor);
  }

  /** Epochs without improvement after which training stops. */
  public EarlyStopping patience(int epochs) {
    return with(e -> e.patience = epochs);
  }

  /** The least change that counts as an improvement. */
  public EarlyStopping minDelta(double delta) {
    return with(e -> e.minDelta = Math.abs(delta));
  }

  public EarlyStopping mode(Mode m) {
    return with(e -> e.mode = m);
  }

  /** Improvements that do not reach this value do not make it wait longer. */
  public EarlyStopping baseline(double value) {
    return with(e -> e.baseline = Optional.of(value));
  }

  /** Goes back to the weights of the best epoch when training ends. */
  public EarlyStopping restoreBestWeights() {
    return with(e -> e.restoreBestWeights = true);
  }

  /** Epochs before this one are not watched. */
  public EarlyStopping startFromEpoch(int epoch) {
    return with(e -> e.startFromEpoch = epoch);
  }

  /** Says at the end what it did. */
  public EarlyStopping verbose() {
    return with(e -> e.verbose = true);
  }

  /** The epoch (from 0) after which training stopped; 0 if it was not stopped. */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /** The best value seen; NaN if there was none. */
  public double best() {
    return best.orElse(Double.NaN);
  }

  /** The epoch of the best value. */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(Training training) {
    resolved = mode.resolve("EarlyStopping", monitor, training);
    best = Optional.empty();
    bestEpoch = 0;
    wait = 0;
    stoppedEpoch = 0;
    bestWeights = List.of();
  }

  @Override
  public Snapshot snapshot() {
    return Snapshot.empty()
        .with("best", best)
        .with("best_epoch", bestEpoch)
        .with("wait", wait)
        .with("stopped_epoch", stoppedEpoch)
        .with("weights", bestWeights);
  }

  @Override
  public void onTrainResume(Training training, Snapshot saved) {
    onTrainBegin(training);
    best = saved.optionalNumber("best");
    bestEpoch = saved.integer("best_epoch");
    wait = saved.integer("wait");
    stoppedEpoch = saved.integer("stopped_epoch");
    bestWeights = saved.list("weights");
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    Double value = logs.get(monitor);
    if (value == null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "EarlyStopping: ''{0}'' is not in the logs, which hold {1}",
          monitor,
          logs.keySet());
      return;
    }
    if (epoch < startFromEpoch) {
      return;
    }
    if (restoreBestWeights && bestWeights.isEmpty()) {
      bestWeights = training.weights();
      bestEpoch = epoch;
    }
    wait++;
    if (resolved.better(value, best, minDelta)) {
      best = Optional.of(value);
      bestEpoch = epoch;
      if (restoreBestWeights) {
        bestWeights = training.weights();
      }
      if (resolved.better(value, baseline, minDelta)) {
        wait = 0;
      }
      return;
    }
    if (wait >= patience && epoch > 0) {
      stoppedEpoch = epoch;
      training.stop();
    }
  }

  @Override
  public void onTrainEnd(Training training, Map<String, Double> logs) {
    if (verbose && stoppedEpoch > 0) {
      training.print("Epoch %d: early stopping\n".formatted(stoppedEpoch + 1));
    }
    if (restoreBestWeights && !bestWeights.isEmpty()) {
      if (verbose) {
        training.print(
            "Restoring model weights from the end of the best epoch: %d.\n"
                .formatted(bestEpoch + 1));
      }
      training.setWeights(bestWeights);
    }
  }
}
