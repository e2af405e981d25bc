package dev.lamina.callbacks;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** A callback made of functions (Keras: LambdaCallback); those that are not given do nothing. */
public final class LambdaCallback implements Callback, Cloneable {
  /** At the end of an epoch or batch. */
  public interface End {
    void on(Training training, int number, Map<String, Double> logs);
  }

  private Consumer<Training> trainBegin = t -> {};
  private Consumer<Training> trainEnd = t -> {};
  private ObjIntConsumer<Training> epochBegin = (t, e) -> {};
  private End epochEnd = (t, e, l) -> {};
  private ObjIntConsumer<Training> batchBegin = (t, b) -> {};
  private End batchEnd = (t, b, l) -> {};

  private LambdaCallback() {}

  private interface Change {
    void apply(LambdaCallback c);
  }

  private LambdaCallback with(Change c) {
    try {
      LambdaCallback copy = (LambdaCallback) super.clone();
      c.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  public static LambdaCallback of() {
    return new LambdaCallback();
  }

  public LambdaCallback onTrainBegin(Consumer<Training> f) {
    return with(c -> c.trainBegin = f);
  }

  public LambdaCallback onTrainEnd(Consumer<Training> f) {
    return with(c -> c.trainEnd = f);
  }

  public LambdaCallback onEpochBegin(ObjIntConsumer<Training> f) {
    return with(c -> c.epochBegin = f);
  }

  public LambdaCallback onEpochEnd(End f) {
    return with(c -> c.epochEnd = f);
  }

  public LambdaCallback onTrainBatchBegin(ObjIntConsumer<Training> f) {
    return with(c -> c.batchBegin = f);
  }

  public LambdaCallback onTrainBatchEnd(End f) {
    return with(c -> c.batchEnd = f);
  }

  @Override
  public void onTrainBegin(Training training) {
    trainBegin.accept(training);
  }

  @Override
  public void onTrainEnd(Training training, Map<String, Double> logs) {
    trainEnd.accept(training);
  }

  @Override
  public void onEpochBegin(Training training, int epoch) {
    epochBegin.accept(training, epoch);
  }

  @Override
  public void onEpochEnd(Training training, int epoch, Map<String, Double> logs) {
    epochEnd.on(training, epoch, logs);
  }

  @Override
  public void onTrainBatchBegin(Training training, int batch) {
    batchBegin.accept(training, batch);
  }

  @Override
  public void onTrainBatchEnd(Training training, int batch, Map<String, Double> logs) {
    batchEnd.on(training, batch, logs);
  }
}
