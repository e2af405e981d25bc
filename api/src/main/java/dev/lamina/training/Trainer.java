package dev.lamina.training;

import dev.lamina.Fit;
import dev.lamina.History;
import dev.lamina.Verbose;
import dev.lamina.backend.Backend;
import dev.lamina.callbacks.Callback;
import dev.lamina.callbacks.ProgbarLogger;
import dev.lamina.data.Dataset;
import dev.lamina.graph.Value;
import dev.lamina.layers.Weight;
import dev.lamina.metrics.Direction;
import dev.lamina.metrics.Metric;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.StepGraph.Kind;
import dev.lamina.training.StepGraph.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A compiled model's loops: epochs, batches, validation. One program run per step. */
public final class Trainer implements AutoCloseable {
  private final Network network;
  private final Settings settings;
  private final long seed;
  private final State optimizerState = new State();
  private final State metricState = new State();
  private final StepBuilder builder;
  private final Engine engine;
  private final OptimizerStep optimizer;
  private final TrainingHandle.Saver saver;

  public Trainer(
      Network network, Settings settings, long seed, Backend backend, TrainingHandle.Saver saver) {
    this.network = network;
    this.settings = settings;
    this.seed = seed;
    this.builder = new StepBuilder(network, settings, seed, optimizerState, metricState);
    this.engine = new Engine(backend);
    this.optimizer = new OptimizerStep(settings.optimizer(), optimizerState);
    this.saver = saver;
    // Made in Keras' order before anything else: iteration, learning rate.
    optimizer.declare();
  }

  public Backend backend() {
    return engine.backend();
  }

  /** The optimizer's variables in Keras' order; slots appear with the first train step. */
  public List<Weight> optimizerWeights() {
    return optimizerState.weights();
  }

  /** Whether there was a train step, by this trainer or before the model was saved. */
  public boolean stepped() {
    return optimizer.steps() > 0;
  }

  /** Makes all optimizer variables, as the first train step would, without running anything. */
  public void buildOptimizer() {
    List<Weight> trained = trained();
    var b = new StepGraph.Builder();
    List<Value> variables = trained.stream().map(b::variable).toList();
    optimizer.write(b, trained, variables, variables, variables);
  }

  /** Runs the layers of the host on the inputs of a batch. */
  private List<Tensor> prepare(List<Tensor> batch) {
    if (network.host().isEmpty()) {
      return batch;
    }
    int inputs = network.inputs().size();
    var out = new ArrayList<>(network.host().run(batch.subList(0, inputs)));
    out.addAll(batch.subList(inputs, batch.size()));
    return out;
  }

  private List<Weight> trained() {
    return Build.trained(network, seed);
  }

  double learningRate() {
    if (settings.optimizer().learningRate().isSchedule()) {
      return settings.optimizer().learningRate().initial();
    }
    return optimizer
        .learningRate()
        .orElseThrow(() -> new IllegalStateException("learning rate: there are several"))
        .value()
        .item();
  }

  void setLearningRate(double rate) {
    if (settings.optimizer().learningRate().isSchedule()) {
      throw new IllegalStateException(
          "learning rate: follows the schedule %s and cannot be set"
              .formatted(settings.optimizer().learningRate()));
    }
    optimizer
        .learningRate()
        .orElseThrow(() -> new IllegalStateException("learning rate: there are several"))
        .set(Tensor.scalar(DType.FLOAT32, rate));
  }

  private Signature signature(Kind kind, int x, int y, Dataset like, List<Tensor> batch) {
    var types = batch.stream().map(Tensor::type).toList();
    var weights = new ArrayList<Optional<TensorType>>();
    int at = x + y;
    for (Optional<Tensor> w : like.sampleWeights()) {
      weights.add(w.isPresent() ? Optional.of(types.get(at++)) : Optional.empty());
    }
    return new Signature(kind, types.subList(0, x), types.subList(x, x + y), weights);
  }

  /** Runs the step of a batch; keeps the program of the last signature at hand. */
  private final class Runner implements AutoCloseable {
    private final Kind kind;
    private final Dataset like;
    private List<TensorType> types = List.of();
    private Optional<Engine.Compiled> current = Optional.empty();

    Runner(Kind kind, Dataset like) {
      this.kind = kind;
      this.like = like;
    }

    List<Tensor> run(List<Tensor> batch) {
      if (!fits(batch)) {
        current.ifPresent(Engine.Compiled::release);
        current = Optional.empty();
        int x = network.host().outputs().size();
        Signature s = signature(kind, x, like.y().size(), like, batch);
        current = Optional.of(engine.acquire(s, builder::build));
        types = batch.stream().map(Tensor::type).toList();
      }
      return engine.run(current.orElseThrow(), batch);
    }

    private boolean fits(List<Tensor> batch) {
      boolean same = batch.size() == types.size();
      for (int i = 0; same && i < batch.size(); i++) {
        same = batch.get(i).type().equals(types.get(i));
      }
      return same;
    }

    List<String> names() {
      return current.orElseThrow().step().names();
    }

    @Override
    public void close() {
      current.ifPresent(Engine.Compiled::release);
    }
  }

  public History fit(Dataset given, Fit fit) {
    Dataset all = DataCheck.training("fit", network, settings, given);
    Optional<Dataset> validation =
        fit.validationData()
            .map(v -> DataCheck.training("fit: validationData", network, settings, v));
    Dataset train = all;
    if (validation.isEmpty() && fit.validationSplit() > 0) {
      int cut = (int) (all.size() * (1 - fit.validationSplit()));
      if (cut == 0 || cut == all.size()) {
        throw new IllegalArgumentException(
            "fit: validationSplit %s of %d samples leaves one side empty"
                .formatted(fit.validationSplit(), all.size()));
      }
      train = all.rows(0, cut);
      validation = Optional.of(all.rows(cut, all.size()));
    }
    DataCheck.batches("fit", network, train.size(), fit.batchSize());
    validation.ifPresent(
        v -> DataCheck.batches("fit: validation", network, v.size(), fit.validationBatchSize()));
    if (!fit.classWeight().isEmpty()) {
      train = train.withClassWeight(fit.classWeight());
    }
    try (var batches = new Batches(train, fit.batchSize(), engine.leavesCore(), this::prepare);
        var runner = new Runner(Kind.TRAIN, train)) {
      return epochs(fit, batches, runner, validation);
    }
  }

  private History epochs(Fit fit, Batches batches, Runner runner, Optional<Dataset> validation) {
    int steps = fit.stepsPerEpoch().orElse(batches.perEpoch());
    TrainingHandle handle = handle(fit.epochs(), steps);
    List<Callback> callbacks = new ArrayList<>(fit.callbacks());
    Optional<ProgbarLogger> progress = progress(fit.verbose());
    progress.ifPresent(callbacks::add);
    boolean perBatch = !fit.callbacks().isEmpty();
    var epochs = new ArrayList<Integer>();
    var history = new LinkedHashMap<String, List<Double>>();
    callbacks.forEach(c -> c.onTrainBegin(handle));
    Map<String, Double> logs = Map.of();
    boolean continues = fit.stepsPerEpoch().isPresent();
    for (int epoch = fit.initialEpoch(); epoch < fit.epochs() && !handle.stopped(); epoch++) {
      int e = epoch;
      callbacks.forEach(c -> c.onEpochBegin(handle, e));
      metricState.reset();
      if (!continues || epoch == fit.initialEpoch()) {
        restart(batches, fit, epoch);
      }
      List<Tensor> values = List.of();
      for (int step = 0; step < steps && !handle.stopped(); step++) {
        if (!batches.hasNext()) {
          restart(batches, fit, epoch);
        }
        int s = step;
        if (perBatch) {
          callbacks.forEach(c -> c.onTrainBatchBegin(handle, s));
        }
        values = runner.run(batches.next());
        if (perBatch) {
          Map<String, Double> now = new BatchLogs(runner.names(), values);
          callbacks.forEach(c -> c.onTrainBatchEnd(handle, s, now));
        } else if (progress.isPresent() && progress.get().due()) {
          progress.get().onTrainBatchEnd(handle, s, BatchLogs.of(runner.names(), values));
        }
      }
      Map<String, Double> epochLogs = BatchLogs.of(runner.names(), values);
      if (validation.isPresent() && (epoch + 1) % fit.validationFreq() == 0) {
        evaluate(
                validation.get(),
                fit.validationBatchSize(),
                fit.validationSteps(),
                handle,
                fit.callbacks())
            .forEach((k, v) -> epochLogs.put("val_" + k, v));
      }
      callbacks.forEach(c -> c.onEpochEnd(handle, e, epochLogs));
      epochs.add(epoch);
      epochLogs.forEach((k, v) -> history.computeIfAbsent(k, x -> new ArrayList<>()).add(v));
      logs = epochLogs;
    }
    if (optimizer.averages()) {
      takeAverages();
    }
    Map<String, Double> last = logs;
    callbacks.forEach(c -> c.onTrainEnd(handle, last));
    return new History(epochs, history);
  }

  /** Exchanges weights and moving averages. */
  void swapAverages() {
    if (!optimizer.averages()) {
      throw new IllegalStateException(
          "moving averages: the optimizer keeps none; set useEma in its options");
    }
    optimizer
        .averages(trained())
        .forEach(
            (w, average) -> {
              Tensor value = w.value();
              w.set(average.value());
              average.set(value);
            });
  }

  void resetAverages() {
    optimizer.averages(trained()).forEach((w, average) -> average.set(w.value()));
  }

  /** Replaces the trained weights by their moving averages, as Keras does at the end of fit. */
  private void takeAverages() {
    optimizer.averages(trained()).forEach((w, average) -> w.set(average.value()));
  }

  private void restart(Batches batches, Fit fit, int epoch) {
    if (fit.shuffle()) {
      batches.restart(seed, epoch);
    } else {
      batches.restart();
    }
  }

  /** The compiled metrics by the names of their logs. */
  private Map<String, Optional<Direction>> directions() {
    var out = new LinkedHashMap<String, Optional<Direction>>();
    boolean several = network.outputs().size() > 1;
    for (int i = 0; i < network.outputs().size(); i++) {
      String prefix = several ? network.outputNames().get(i) + "_" : "";
      settings.metrics(i).forEach(m -> out.put(prefix + m.name(), m.direction()));
      for (Metric m : settings.weightedMetrics(i)) {
        out.put(prefix + settings.weightedName(i, m), m.direction());
      }
    }
    return out;
  }

  private TrainingHandle handle(int epochs, int steps) {
    return new TrainingHandle(this, epochs, steps, network, directions(), saver);
  }

  private static Optional<ProgbarLogger> progress(Verbose verbose) {
    if (verbose == Verbose.SILENT) {
      return Optional.empty();
    }
    boolean bar =
        verbose == Verbose.PROGRESS_BAR || (verbose == Verbose.AUTO && Terminal.present());
    return Optional.of(ProgbarLogger.of(Terminal.out(), bar));
  }

  public Map<String, Double> evaluate(
      Dataset given, int batchSize, Verbose verbose, List<Callback> callbacks) {
    Dataset data = DataCheck.training("evaluate", network, settings, given);
    DataCheck.batches("evaluate", network, data.size(), batchSize);
    var all = new ArrayList<>(callbacks);
    progress(verbose).ifPresent(all::add);
    TrainingHandle handle = handle(1, (data.size() + batchSize - 1) / batchSize);
    return evaluate(data, batchSize, Optional.empty(), handle, all);
  }

  private Map<String, Double> evaluate(
      Dataset data,
      int batchSize,
      Optional<Integer> steps,
      TrainingHandle handle,
      List<Callback> callbacks) {
    callbacks.forEach(c -> c.onTestBegin(handle));
    metricState.reset();
    try (var batches = new Batches(data, batchSize, engine.leavesCore(), this::prepare);
        var runner = new Runner(Kind.EVALUATE, data)) {
      batches.restart();
      List<Tensor> values = List.of();
      int limit = steps.orElse(Integer.MAX_VALUE);
      for (int step = 0; batches.hasNext() && step < limit; step++) {
        int s = step;
        callbacks.forEach(c -> c.onTestBatchBegin(handle, s));
        values = runner.run(batches.next());
        if (!callbacks.isEmpty()) {
          Map<String, Double> now = new BatchLogs(runner.names(), values);
          callbacks.forEach(c -> c.onTestBatchEnd(handle, s, now));
        }
      }
      Map<String, Double> logs = BatchLogs.of(runner.names(), values);
      callbacks.forEach(c -> c.onTestEnd(handle, logs));
      return logs;
    }
  }

  /** One update; returns loss and metrics of this batch. */
  public Map<String, Double> trainOnBatch(Dataset batch) {
    return onBatch("trainOnBatch", Kind.TRAIN, batch);
  }

  /** One evaluation; returns loss and metrics of this batch. */
  public Map<String, Double> testOnBatch(Dataset batch) {
    return onBatch("testOnBatch", Kind.EVALUATE, batch);
  }

  private Map<String, Double> onBatch(String where, Kind kind, Dataset batch) {
    Dataset d = DataCheck.training(where, network, settings, batch);
    DataCheck.batches(where, network, d.size(), d.size());
    metricState.reset();
    try (var runner = new Runner(kind, d)) {
      List<Tensor> values = runner.run(prepare(d.tensors()));
      return BatchLogs.of(runner.names(), values);
    }
  }

  public void resetMetrics() {
    metricState.reset();
  }

  /** The step of a batch as a printed graph, for inspection. */
  public String describe(Dataset batch) {
    Dataset d = DataCheck.training("describe", network, settings, batch);
    int x = network.host().outputs().size();
    Signature s = signature(Kind.TRAIN, x, d.y().size(), d, prepare(d.tensors()));
    return builder.build(s).graph().toString();
  }

  Engine engine() {
    return engine;
  }

  /** Frees programs and brings the optimizer's and metrics' variables back to Java memory. */
  @Override
  public void close() {
    engine.close();
    optimizerState.weights().forEach(Weight::moveToHost);
    metricState.weights().forEach(Weight::moveToHost);
  }

  @Override
  public String toString() {
    return settings.losses().stream().map(l -> l.name()).collect(Collectors.joining(", "));
  }
}
