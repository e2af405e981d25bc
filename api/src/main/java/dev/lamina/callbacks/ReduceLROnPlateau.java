package dev.lamina.callbacks;

import java.util.Map;
import java.util.Optional;

/**
 * Multiplies the learning rate by a factor when a monitored value has not improved for some epochs
 * (Keras: ReduceLROnPlateau); logs the rate as {@code learning_rate}.
 */
public final class ReduceLROnPlateau implements Resumable, Cloneable {
  private static final System.Logger LOG = System.getLogger(ReduceLROnPlateau.class.getName());

  private final String monitor;
  private double factor = 0.1;
  private int patience = 10;
  private boolean verbose;
  private Mode mode = Mode.AUTO;
  private double minDelta = 1e-4;
  private int cooldown;
  private double minRate;

  private Mode resolved = Mode.AUTO;
  private Optional<Double> best = Optional.empty();
  private int cooling;
  private int wait;

  private ReduceLROnPlateau(String monitor) {
    this.monitor = monitor;
  }

  private interface Change {
    void apply(ReduceLROnPlateau r);
  }

  private ReduceLROnPlateau with(Change c) {
    try {
      ReduceLROnPlateau copy = (ReduceLROnPlateau) super.clone();
      c.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Keras' defaults: a tenth of the rate after 10 epochs without improvement. */
  public static ReduceLROnPlateau of(String monitor) {
    return new ReduceLROnPlateau(monitor);
  }

  /** What the rate is multiplied by, in (0, 1). */
  public ReduceLROnPlateau factor(double f) {
    if (!(f >= 0 && f < 1)) {
      throw new IllegalArgumentException("ReduceLROnPlateau: factor must be in [0, 1), got " + f);
    }
    return with(r -> r.factor = f);
  }

  /** Epochs without improvement after which the rate is reduced. */
  public ReduceLROnPlateau patience(int epochs) {
    return with(r -> r.patience = epochs);
  }

  public ReduceLROnPlateau mode(Mode m) {
    return with(r -> r.mode = m);
  }

  /** The least change that counts as an improvement. */
  public ReduceLROnPlateau minDelta(double delta) {
    return with(r -> r.minDelta = Math.abs(delta));
  }

  /** Epochs after a reduction in which nothing is counted. */
  public ReduceLROnPlateau cooldown(int epochs) {
    return with(r -> r.cooldown = epochs);
  }

  /** The rate does not fall below. */
  public ReduceLROnPlateau minLearningRate(double rate) {
    return with(r -> r.minRate = rate);
  }

  /** Says when it reduces. */
  public ReduceLROnPlateau verbose() {
    return with(r -> r.verbose = true);
  }

  @Override
  public void onTrainBegin(Training training) {
    resolved = mode.resolve("ReduceLROnPlateau", monitor, training);
    best = Optional.empty();
    cooling = 0;
    wait = 0;
  }

  @Override
  public Snapshot snapshot() {
    return Snapshot.empty().with("best", best).with("cooling", cooling).with("wait", wait);
  }

  @Override
  public void onTrainResume(Training training, Snapshot saved) {
    onTrainBegin(training);
    best = saved.optionalNumber("best");
    cooling = saved.integer("cooling");
    wait = saved.integer("wait");
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    logs.put("learning_rate", training.learningRate());
    Double value = logs.get(monitor);
    if (value == null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "ReduceLROnPlateau: ''{0}'' is not in the logs, which hold {1}",
          monitor,
          logs.keySet());
      return;
    }
    if (cooling > 0) {
      cooling--;
      wait = 0;
    }
    if (resolved.better(value, best, minDelta)) {
      best = Optional.of(value);
      wait = 0;
    } else if (cooling <= 0) {
      wait++;
      if (wait >= patience) {
        reduce(training, epoch);
      }
    }
  }

  private void reduce(Training training, int epoch) {
    double before = training.learningRate();
    if (before <= (float) minRate) {
      return;
    }
    double rate = Math.max(before * factor, minRate);
    training.setLearningRate(rate);
    if (verbose) {
      training.print(
          "\nEpoch %d: ReduceLROnPlateau reducing learning rate to %s.\n"
              .formatted(epoch + 1, Numbers.text(rate)));
    }
    cooling = cooldown;
    wait = 0;
  }
}
