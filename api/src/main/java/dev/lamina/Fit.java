package dev.lamina;

import dev.lamina.callbacks.Callback;
import dev.lamina.data.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to train: the arguments of Keras' {@code fit} with its defaults. Immutable; every method
 * returns a changed copy: {@code Fit.epochs(5).batchSize(128).validationData(test)}.
 */
public final class Fit implements Cloneable {
  private int epochs = 1;
  private int batchSize = 32;
  private boolean shuffle = true;
  private int initialEpoch;
  private Optional<Dataset> validationData = Optional.empty();
  private double validationSplit;
  private Optional<Integer> validationBatchSize = Optional.empty();
  private Optional<Integer> validationSteps = Optional.empty();
  private int validationFreq = 1;
  private Optional<List<Integer>> validationEpochs = Optional.empty();
  private Optional<Integer> stepsPerEpoch = Optional.empty();
  private Map<Integer, Double> classWeight = Map.of();
  private List<Callback> callbacks = List.of();
  private Verbose verbose = Verbose.AUTO;
  private Optional<Checkpoint> resume = Optional.empty();

  private Fit() {}

  private interface Change {
    void apply(Fit f);
  }

  private Fit with(Change c) {
    try {
      Fit copy = (Fit) super.clone();
      c.apply(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(boolean ok, String message, Object got) {
    if (!ok) {
      throw new IllegalArgumentException("Fit: " + message + ", got " + got);
    }
  }

  /** Number of the last epoch to run (from 1): {@code epochs - initialEpoch} epochs are run. */
  public static Fit epochs(int n) {
    check(n > 0, "epochs must be > 0", n);
    return new Fit().with(f -> f.epochs = n);
  }

  public Fit batchSize(int n) {
    check(n > 0, "batchSize must be > 0", n);
    return with(f -> f.batchSize = n);
  }

  /** Whether samples are shuffled anew before each epoch (default: yes), by the model's seed. */
  public Fit shuffle(boolean on) {
    return with(f -> f.shuffle = on);
  }

  public Fit initialEpoch(int n) {
    check(n >= 0, "initialEpoch must be >= 0", n);
    return with(f -> f.initialEpoch = n);
  }

  /** Data that is evaluated after each epoch; never trained on. */
  public Fit validationData(Dataset d) {
    return with(f -> f.validationData = Optional.of(d));
  }

  /** Holds the last part of the data (before shuffling) back for validation. In [0, 1). */
  public Fit validationSplit(double fraction) {
    check(fraction >= 0 && fraction < 1, "validationSplit must be in [0, 1)", fraction);
    return with(f -> f.validationSplit = fraction);
  }

  public Fit validationBatchSize(int n) {
    check(n > 0, "validationBatchSize must be > 0", n);
    return with(f -> f.validationBatchSize = Optional.of(n));
  }

  /** Batches of the validation data to use; all by default. */
  public Fit validationSteps(int n) {
    check(n > 0, "validationSteps must be > 0", n);
    return with(f -> f.validationSteps = Optional.of(n));
  }

  /** Validate every so many epochs. */
  public Fit validationFreq(int n) {
    check(n > 0, "validationFreq must be > 0", n);
    return with(
        f -> {
          f.validationFreq = n;
          f.validationEpochs = Optional.empty();
        });
  }

  /** Validate after these epochs only, counted from 1. */
  public Fit validationFreq(List<Integer> epochs) {
    List<Integer> copy = List.copyOf(epochs);
    check(copy.stream().allMatch(e -> e > 0), "validationFreq: epochs must be > 0", copy);
    return with(f -> f.validationEpochs = Optional.of(copy));
  }

  /**
   * Batches an epoch has; the next epoch goes on where it stopped. An epoch in which the data ends
   * is shorter, with a warning, and the next one starts the data over. All of the data by default.
   */
  public Fit stepsPerEpoch(int n) {
    check(n > 0, "stepsPerEpoch must be > 0", n);
    return with(f -> f.stepsPerEpoch = Optional.of(n));
  }

  /** Weight of each class's samples; 1 where absent. */
  public Fit classWeight(Map<Integer, Double> weights) {
    Map<Integer, Double> copy = Map.copyOf(weights);
    return with(f -> f.classWeight = copy);
  }

  public Fit callbacks(Callback... all) {
    List<Callback> copy = List.of(all);
    return with(f -> f.callbacks = copy);
  }

  /**
   * Goes on from a checkpoint that was made within {@code fit} with the same model, data, arguments
   * and callbacks; {@code epochs} may be more.
   */
  public Fit resume(Checkpoint from) {
    return with(f -> f.resume = Optional.of(from));
  }

  public Fit verbose(Verbose v) {
    return with(f -> f.verbose = v);
  }

  public int epochs() {
    return epochs;
  }

  public int batchSize() {
    return batchSize;
  }

  public boolean shuffle() {
    return shuffle;
  }

  public int initialEpoch() {
    return initialEpoch;
  }

  public Optional<Dataset> validationData() {
    return validationData;
  }

  public double validationSplit() {
    return validationSplit;
  }

  public int validationBatchSize() {
    return validationBatchSize.orElse(batchSize);
  }

  public Optional<Integer> validationSteps() {
    return validationSteps;
  }

  /** Every so many epochs, unless there are {@link #validationEpochs}. */
  public int validationFreq() {
    return validationFreq;
  }

  /** The epochs to validate after, if they were listed. */
  public Optional<List<Integer>> validationEpochs() {
    return validationEpochs;
  }

  /** Whether to validate after this epoch, counted from 1. */
  public boolean validatesAfter(int epoch) {
    return validationEpochs
        .map(all -> all.contains(epoch))
        .orElseGet(() -> epoch % validationFreq == 0);
  }

  public Optional<Integer> stepsPerEpoch() {
    return stepsPerEpoch;
  }

  public Map<Integer, Double> classWeight() {
    return classWeight;
  }

  public List<Callback> callbacks() {
    return callbacks;
  }

  public Optional<Checkpoint> resume() {
    return resume;
  }

  public Verbose verbose() {
    return verbose;
  }
}
