package dev.lamina.callbacks;

import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Stops training when a monitored value has not improved for some epochs (Keras: EarlyStopping).
 */
public final class EarlyStopping implements Callback {
  private static final System.Logger LOG = System.getLogger(EarlyStopping.class.getName());

  private final String monitor;
  private final double minDelta;
  private final int patience;
  private final Mode mode;
  private final boolean restoreBestWeights;
  private final int startFromEpoch;

  private Mode resolved = Mode.AUTO;
  private double best;
  private int bestEpoch;
  private int wait;
  private int stoppedEpoch;
  private List<Tensor> bestWeights = List.of();

  private EarlyStopping(
      String monitor,
      double minDelta,
      int patience,
      Mode mode,
      boolean restoreBestWeights,
      int startFromEpoch) {
    this.monitor = monitor;
    this.minDelta = Math.abs(minDelta);
    this.patience = patience;
    this.mode = mode;
    this.restoreBestWeights = restoreBestWeights;
    this.startFromEpoch = startFromEpoch;
  }

  public static EarlyStopping of(String monitor) {
    return new EarlyStopping(monitor, 0, 0, Mode.AUTO, false, 0);
  }

  /** Epochs without improvement after which training stops. */
  public EarlyStopping patience(int epochs) {
    return new EarlyStopping(monitor, minDelta, epochs, mode, restoreBestWeights, startFromEpoch);
  }

  /** The least change that counts as an improvement. */
  public EarlyStopping minDelta(double delta) {
    return new EarlyStopping(monitor, delta, patience, mode, restoreBestWeights, startFromEpoch);
  }

  public EarlyStopping mode(Mode m) {
    return new EarlyStopping(monitor, minDelta, patience, m, restoreBestWeights, startFromEpoch);
  }

  /** Goes back to the weights of the best epoch when training ends. */
  public EarlyStopping restoreBestWeights() {
    return new EarlyStopping(monitor, minDelta, patience, mode, true, startFromEpoch);
  }

  /** Epochs before this one are not watched. */
  public EarlyStopping startFromEpoch(int epoch) {
    return new EarlyStopping(monitor, minDelta, patience, mode, restoreBestWeights, epoch);
  }

  /** The epoch (from 0) after which training stopped; 0 if it was not stopped. */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /** The best value seen. */
  public double best() {
    return best;
  }

  /** The epoch of the best value. */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(Training training) {
    resolved = mode.resolve("EarlyStopping", monitor);
    best = resolved.worst();
    bestEpoch = 0;
    wait = 0;
    stoppedEpoch = 0;
    bestWeights = List.of();
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
      best = value;
      bestEpoch = epoch;
      wait = 0;
      if (restoreBestWeights) {
        bestWeights = training.weights();
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
    if (restoreBestWeights && !bestWeights.isEmpty()) {
      training.setWeights(bestWeights);
    }
  }
}
