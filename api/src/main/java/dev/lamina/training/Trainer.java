package dev.lamina.training;

import dev.lamina.Checkpoint;
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
import dev.lamina.training.StepGraph.Kind;
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
  private final ModelSaver saver;

  public Trainer(Network network, Settings settings, long seed, Backend backend, ModelSaver saver) {
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

  private StepRunner runner(Kind kind, Dataset like) {
    return new StepRunner(engine, builder, kind, network.host().outputs().size(), like);
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
        var runner = runner(Kind.TRAIN, train)) {
      return epochs(fit, batches, runner, validation);
    }
  }

  private History epochs(
      Fit fit, Batches batches, StepRunner runner, Optional<Dataset> validation) {
    int steps = fit.stepsPerEpoch().orElse(batches.perEpoch());
    TrainingHandle handle = handle(fit.epochs(), steps);
    var loop = new FitLoop(this, fit, batches, runner, handle, progress(fit.verbose()));
    return loop.run(validation);
  }

  long seed() {
    return seed;
  }

  /** The running totals of loss and metrics. */
  State metricState() {
    return metricState;
  }

  void restore(Checkpoint checkpoint) {
    saver.restore(checkpoint);
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
  void takeAverages() {
    if (!optimizer.averages()) {
      return;
    }
    optimizer.averages(trained()).forEach((w, average) -> w.set(average.value()));
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

  Map<String, Double> evaluate(
      Dataset data,
      int batchSize,
      Optional<Integer> steps,
      TrainingHandle handle,
      List<Callback> callbacks) {
    callbacks.forEach(c -> c.onTestBegin(handle));
    metricState.reset();
    try (var batches = new Batches(data, batchSize, engine.leavesCore(), this::prepare);
        var runner = runner(Kind.EVALUATE, data)) {
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
    try (var runner = runner(kind, d)) {
      List<Tensor> values = runner.run(prepare(d.tensors()));
      return BatchLogs.of(runner.names(), values);
    }
  }

  /** Sets the running totals to zero; every evaluation, epoch and single batch begins so anyway. */
  public void resetMetrics() {
    metricState.reset();
  }

  /** The step of a batch as a printed graph, for inspection. */
  public String describe(Dataset batch) {
    Dataset d = DataCheck.training("describe", network, settings, batch);
    return runner(Kind.TRAIN, d).describe(prepare(d.tensors()));
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
