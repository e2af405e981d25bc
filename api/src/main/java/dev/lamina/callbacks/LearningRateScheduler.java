package dev.lamina.callbacks;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * Sets the learning rate before each epoch (Keras: LearningRateScheduler) and logs it as {@code
 * learning_rate}.
 */
public final class LearningRateScheduler implements Callback {
  /** The new rate from the epoch (from 0) and the rate now. */
  public interface Schedule {
    double rate(int epoch, double rate);
  }

  private final Schedule schedule;
  private final boolean verbose;

  private LearningRateScheduler(Schedule schedule, boolean verbose) {
    this.schedule = schedule;
    this.verbose = verbose;
  }

  public static LearningRateScheduler of(Schedule schedule) {
    return new LearningRateScheduler(schedule, false);
  }

  /** The rate from the epoch alone. */
  public static LearningRateScheduler ofEpoch(IntToDoubleFunction schedule) {
    return of((epoch, rate) -> schedule.applyAsDouble(epoch));
  }

  /** The rate from the one before. */
  public static LearningRateScheduler ofRate(DoubleUnaryOperator schedule) {
    return of((epoch, rate) -> schedule.applyAsDouble(rate));
  }

  /** Says what it sets. */
  public LearningRateScheduler verbose() {
    return new LearningRateScheduler(schedule, true);
  }

  @Override
  public void onEpochBegin(Training training, int epoch) {
    double rate = schedule.rate(epoch, training.learningRate());
    training.setLearningRate(rate);
    if (verbose) {
      training.print(
          "\nEpoch %d: LearningRateScheduler setting learning rate to %s.\n"
              .formatted(epoch + 1, Numbers.text(rate)));
    }
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    logs.put("learning_rate", training.learningRate());
  }
}
