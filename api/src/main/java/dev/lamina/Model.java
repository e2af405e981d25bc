package dev.lamina;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.callbacks.Callback;
import dev.lamina.data.Dataset;
import dev.lamina.graph.Value;
import dev.lamina.layers.Arguments;
import dev.lamina.layers.Container;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.layers.Weight;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.Build;
import dev.lamina.training.Formats;
import dev.lamina.training.ImportReport;
import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelSaver;
import dev.lamina.training.Network;
import dev.lamina.training.Predictor;
import dev.lamina.training.Settings;
import dev.lamina.training.Trainer;
import dev.lamina.training.Verification;
import dev.lamina.training.WeightLoading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model: layers between inputs and outputs, with their weights. Made by {@link #of} from symbolic
 * values, by {@link Sequential#of} from a list of layers, or by {@link #load} from a file. A model
 * is itself a layer and can be called inside of another one, sharing its weights with it.
 *
 * <p>{@code predict} may be called by many threads at once (with stateful layers they wait for each
 * other); everything else by one thread at a time. {@code close} frees the engine's memory; a
 * closed model can be used again.
 */
public final class Model implements Container, AutoCloseable {
  private final String name;
  private final Topology topology;
  private long seed;
  private boolean built;
  private Optional<Compile> compiled = Optional.empty();
  private Optional<Trainer> trainer = Optional.empty();
  private Optional<Predictor> predictor = Optional.empty();
  private Optional<Shared> shared = Optional.empty();

  Model(String name, Topology topology) {
    this.name = name;
    this.topology = topology;
  }

  /** A functional model between inputs and outputs. */
  public static Model of(
      List<? extends SymbolicTensor> inputs, List<? extends SymbolicTensor> outputs) {
    return of("functional", inputs, outputs);
  }

  public static Model of(SymbolicTensor input, SymbolicTensor output) {
    return of(List.of(input), List.of(output));
  }

  public static Model of(
      String name, List<? extends SymbolicTensor> inputs, List<? extends SymbolicTensor> outputs) {
    return of(name, inputs, Nesting.flat(inputs.size()), outputs, Nesting.flat(outputs.size()));
  }

  /**
   * With inputs and outputs that are nested for Keras, each in the order of {@link Nesting}.
   *
   * @throws IllegalArgumentException if a nesting is of another number of tensors
   */
  public static Model of(
      String name,
      List<? extends SymbolicTensor> inputs,
      Nesting inputNesting,
      List<? extends SymbolicTensor> outputs,
      Nesting outputNesting) {
    Network n = Network.between(List.copyOf(inputs), List.copyOf(outputs));
    return new Model(name, new Topology.Functional(n, inputNesting, outputNesting));
  }

  /**
   * Reads a model from a file or directory.
   *
   * @throws dev.lamina.training.ModelFormatException if it is not a valid model
   */
  public static Model load(Path path) {
    return Formats.load(path);
  }

  /**
   * What a model file holds and whether it can be loaded: everything that cannot be read, at once.
   */
  public static ImportReport inspect(Path path) {
    return ImportReport.of(path);
  }

  /**
   * A model with new weights from the JSON that Keras' {@code to_json()} writes.
   *
   * @throws dev.lamina.training.ModelFormatException if it is not a valid model
   */
  public static Model fromJson(String json) {
    return Formats.fromJson(json);
  }

  /**
   * Sets the weights to those in a file, such as Keras' {@code .weights.h5}.
   *
   * @throws dev.lamina.training.ModelFormatException if they do not fit; nothing is changed then
   */
  public void loadWeights(Path path) {
    loadWeights(path, WeightLoading.exact());
  }

  /**
   * As {@link #loadWeights(Path)}, for files that fit in part: see {@link WeightLoading}.
   *
   * @return what was loaded and what was skipped; the latter is also logged
   * @throws dev.lamina.training.ModelFormatException if something does not fit that the options do
   *     not allow to skip; nothing is changed then
   */
  public LoadedWeights loadWeights(Path path, WeightLoading options) {
    return Formats.loadWeights(this, path, options);
  }

  /**
   * Compares the outputs with recorded ones: a safetensors file with {@code input/0}, … in the
   * order of the inputs, and {@code output/0}, …; elements pass within 1e-5 + 1e-4 |wanted|.
   *
   * @throws dev.lamina.training.ModelFormatException if the file does not fit the model
   */
  public Verification verify(Path recorded) {
    return Verification.of(this, recorded, 1e-4, 1e-5);
  }

  /** The architecture and the compile settings in the form of Keras' {@code to_json()}. */
  public String toJson() {
    return Formats.toJson(this);
  }

  /**
   * Writes the weights alone, safely against crashes: {@code .safetensors} by the weights' paths,
   * or {@code .weights.h5} as Keras has it, which holds the optimizer's state, too.
   */
  public void saveWeights(Path path) {
    Formats.saveWeights(this, path);
  }

  /**
   * Writes the weights alone into several files and an index that names them, safely against
   * crashes: {@code NAME.weights.json} with {@code NAME_00001….weights.h5} as Keras has it, or
   * {@code NAME.safetensors.index.json} with {@code NAME-00001….safetensors} as Hugging Face has
   * it. {@link #loadWeights} takes the index.
   *
   * @param maxShardSize the most weights in one file, in GB of 1024³ bytes; each weight is in one
   */
  public void saveWeights(Path path, double maxShardSize) {
    Formats.saveWeights(this, path, maxShardSize);
  }

  /** Writes architecture, weights, compile settings and optimizer state, safely against crashes. */
  public void save(Path path) {
    Formats.save(this, path);
  }

  /**
   * Sets the seed of initial weights, shuffles and dropout (default 0).
   *
   * @throws IllegalStateException if the weights exist already
   */
  public synchronized Model seed(long value) {
    if (built) {
      throw new IllegalStateException(
          "model '%s': the seed must be set before the weights are made (by compile, fit, predict, weights or summary)"
              .formatted(name));
    }
    seed = value;
    return this;
  }

  public synchronized long seed() {
    return seed;
  }

  public String name() {
    return name;
  }

  public Topology topology() {
    return topology;
  }

  /**
   * The network with its weights made.
   *
   * @throws IllegalStateException if the input shape is not known yet
   */
  public synchronized Network network() {
    Network n =
        topology
            .network()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "model '%s': the input shape is not known yet; start with Input.of(...) or call fit or predict first"
                            .formatted(name)));
    if (!built) {
      Build.weights(n, seed);
      built = true;
    }
    return n;
  }

  private Network networkFor(List<Tensor> x) {
    topology.buildFor(x);
    return network();
  }

  /**
   * The layers with their identity, in Keras' order; input layers of functional models included.
   */
  @Override
  public List<Shared> layers() {
    return topology.layers();
  }

  /** The layer of this name. */
  public Shared layer(String layerName) {
    return layers().stream()
        .filter(l -> l.name().equals(Optional.of(layerName)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model '%s': no layer '%s', it has %s"
                        .formatted(
                            name,
                            layerName,
                            layers().stream().map(l -> l.name().orElse("?")).toList())));
  }

  // ---- training

  /** Sets what the model is trained with; metrics are the same for every output. */
  public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    compile(Compile.of(optimizer, loss).metrics(metrics));
  }

  /** Sets what the model is trained with; checks the engine; resets the optimizer. */
  public synchronized void compile(Compile settings) {
    Backend backend = backend(settings.backend());
    topology
        .network()
        .ifPresent(
            n -> {
              settings(settings, n);
              Build.check(network(), backend);
            });
    release();
    compiled = Optional.of(settings);
  }

  private static Backend backend(Optional<String> named) {
    return named.map(Backends::get).orElseGet(Backends::get);
  }

  private static Settings settings(Compile c, Network n) {
    return new Settings(
        LossScaleOptimizer.where(scales(n), c.optimizer()),
        c.losses(),
        c.metrics(),
        c.weightedMetrics(),
        c.lossWeights(),
        c.trainStep(),
        n.outputs().size());
  }

  /** Gradients vanish in float16 unless the loss is scaled. */
  private static boolean scales(Network n) {
    return n.layers().stream()
        .flatMap(l -> l.configured().dtype().stream())
        .anyMatch(p -> p.name().equals("mixed_float16"));
  }

  /** The compile settings, if the model was compiled. */
  public synchronized Optional<Compile> compiled() {
    return compiled;
  }

  /** The trainer of a compiled model with a known input shape. */
  public synchronized Trainer trainer() {
    Compile c =
        compiled.orElseThrow(
            () ->
                new IllegalStateException(
                    "model '%s' is not compiled; call compile(optimizer, loss, metrics...) first"
                        .formatted(name)));
    if (trainer.isEmpty()) {
      Network n = network();
      trainer =
          Optional.of(
              new Trainer(n, settings(c, n), seed, backend(c.backend()), new ModelSaver(this)));
    }
    return trainer.orElseThrow();
  }

  private Trainer trainerFor(Dataset data) {
    if (compiled().isPresent()) {
      networkFor(data.x());
    }
    return trainer();
  }

  /** Trains. See {@link Fit}. */
  public History fit(Dataset data, Fit how) {
    return trainerFor(data).fit(data, how);
  }

  public History fit(Tensor x, Tensor y, Fit how) {
    return fit(Dataset.of(x, y), how);
  }

  public History fit(float[][] x, int[] labels, Fit how) {
    return fit(Dataset.of(x, labels), how);
  }

  public History fit(String[] x, int[] labels, Fit how) {
    return fit(Dataset.of(x, labels), how);
  }

  public History fit(float[][] x, float[][] y, Fit how) {
    return fit(Dataset.of(x, y), how);
  }

  /** Loss and metrics on data, in batches of 32. */
  public Map<String, Double> evaluate(Dataset data) {
    return evaluate(data, 32);
  }

  public Map<String, Double> evaluate(Dataset data, int batchSize) {
    return evaluate(data, batchSize, Verbose.SILENT);
  }

  /** Like {@link #evaluate(Dataset, int)}, with progress and callbacks. */
  public Map<String, Double> evaluate(
      Dataset data, int batchSize, Verbose verbose, Callback... callbacks) {
    return trainerFor(data).evaluate(data, batchSize, verbose, List.of(callbacks));
  }

  public Map<String, Double> evaluate(Tensor x, Tensor y) {
    return evaluate(Dataset.of(x, y));
  }

  /** One update; returns loss and metrics of this batch. */
  public Map<String, Double> trainOnBatch(Dataset batch) {
    return trainerFor(batch).trainOnBatch(batch);
  }

  /** Like {@link #trainOnBatch} without an update. */
  public Map<String, Double> testOnBatch(Dataset batch) {
    return trainerFor(batch).testOnBatch(batch);
  }

  public void resetMetrics() {
    trainer().resetMetrics();
  }

  // ---- inference

  /** The output for each sample, computed 32 at a time. */
  public Tensor predict(Tensor x) {
    return predict(x, 32);
  }

  public Tensor predict(Tensor x, int batchSize) {
    List<Tensor> out = predict(List.of(x), batchSize);
    if (out.size() != 1) {
      throw new IllegalStateException(
          "predict: model '%s' has %d outputs; call predict(List, batchSize)"
              .formatted(name, out.size()));
    }
    return out.get(0);
  }

  /** The output for each text. */
  public float[][] predict(String[] x) {
    return predict(Tensor.of(x)).toFloatRows();
  }

  public float[][] predict(float[][] x) {
    return predict(Tensor.of(x)).toFloatRows();
  }

  /** One tensor per input in, one per output out. */
  public List<Tensor> predict(List<Tensor> x, int batchSize) {
    return predictorFor(x).predict(x, batchSize, List.of());
  }

  /** Like {@link #predict(List, int)}; callbacks see every batch. */
  public List<Tensor> predict(List<Tensor> x, int batchSize, Callback... callbacks) {
    return predictorFor(x).predict(x, batchSize, List.of(callbacks));
  }

  private synchronized Predictor predictorFor(List<Tensor> x) {
    if (predictor.isEmpty()) {
      Network n = networkFor(x);
      predictor = Optional.of(new Predictor(n, backend(compiled.flatMap(Compile::backend))));
    }
    return predictor.orElseThrow();
  }

  // ---- weights

  /** All weights in Keras' order. */
  @Override
  public List<Weight> weights() {
    return network().weights();
  }

  /** The weights that training changes: not those of frozen layers, nor moving statistics. */
  public List<Weight> trainableWeights() {
    return Build.trained(network(), seed);
  }

  /** The weight of this path, such as {@code dense/kernel}. */
  public Weight weight(String path) {
    return weights().stream()
        .filter(w -> w.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "model '%s': no weight '%s', it has %s"
                        .formatted(name, path, weights().stream().map(Weight::path).toList())));
  }

  /** Copies of all weights' values in the order of {@link #weights}. */
  public List<Tensor> getWeights() {
    return weights().stream().map(Weight::value).toList();
  }

  /** Sets all weights in the order of {@link #weights}; nothing is changed if one does not fit. */
  public void setWeights(List<Tensor> values) {
    List<Weight> all = weights();
    if (values.size() != all.size()) {
      throw new IllegalArgumentException(
          "setWeights: model '%s' has %d weights, got %d tensors"
              .formatted(name, all.size(), values.size()));
    }
    var wrong = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).type().equals(values.get(i).type())) {
        wrong.append(
            "%n  %s: expected %s, got %s"
                .formatted(all.get(i).path(), all.get(i).type(), values.get(i).type()));
      }
    }
    if (wrong.length() > 0) {
      throw new IllegalArgumentException("setWeights: model '" + name + "':" + wrong);
    }
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set(values.get(i));
    }
  }

  /** What stateful layers keep from call to call; not among the weights, not saved. */
  @Override
  public List<Weight> memory() {
    return network().memory();
  }

  /** Sets the states of all stateful layers to zeros, as before the first call. */
  public void resetStates() {
    topology.network().ifPresent(n -> n.layers().forEach(Shared::resetStates));
  }

  /** Number of all weights' elements. */
  public long countParams() {
    return weights().stream().mapToLong(w -> w.spec().shape().size()).sum();
  }

  /** Prints the table of layers, shapes and parameter counts to standard output, as Keras does. */
  public void summary() {
    Summary.of().print(this);
  }

  /** What {@link #summary} prints. */
  public String summaryText() {
    return Summary.of().text(this);
  }

  /** The trainer, if something has needed one. */
  synchronized Optional<Trainer> madeTrainer() {
    return trainer;
  }

  // ---- as a layer

  @Override
  public Scope.Called run(Scope scope, List<Value> inputs, List<Optional<Value>> masks) {
    topology.buildForShapes(inputs.stream().map(Value::type).toList());
    Network n = topology.network().orElseThrow();
    if (!n.host().isEmpty() && !scope.flag(HOST_RAN)) {
      throw new IllegalArgumentException(
          "%s: begins with layers that run on the host, before the graph, which is possible only where a model calls it on its inputs; call them in the outer model"
              .formatted(this));
    }
    return n.apply(scope, inputs, masks);
  }

  @Override
  public Optional<Hosted> hosted(List<SymbolicTensor> inputs) {
    boolean text = inputs.stream().anyMatch(t -> t.dtype() == DType.STRING);
    if (topology.network().isEmpty() && text) {
      topology.buildForShapes(inputs.stream().map(NestedHost::sample).toList());
    }
    return topology.network().filter(n -> !n.host().isEmpty()).map(NestedHost::new);
  }

  /** The one layer that this model is, however often and in whatever models it is called. */
  private synchronized Shared shared() {
    Shared s = shared.orElseGet(() -> Shared.of(this));
    shared = Optional.of(s);
    return s;
  }

  @Override
  public SymbolicTensor on(SymbolicTensor... inputs) {
    return shared().on(inputs);
  }

  @Override
  public SymbolicTensor on(Arguments arguments) {
    return shared().on(arguments);
  }

  @Override
  public List<SymbolicTensor> onAll(SymbolicTensor... inputs) {
    return shared().onAll(inputs);
  }

  @Override
  public List<SymbolicTensor> onAll(Arguments arguments) {
    return shared().call(arguments).outputs();
  }

  @Override
  public String kerasName() {
    return topology instanceof Topology.Functional ? "Functional" : "Sequential";
  }

  @Override
  public String toString() {
    return "%s '%s'".formatted(kerasName(), name);
  }

  /** Shape of the only output, the batch first; -1 for unknown. */
  public dev.lamina.layers.SymbolicShape outputShape() {
    return network().outputs().get(0).shape();
  }

  private void release() {
    trainer.ifPresent(Trainer::close);
    predictor.ifPresent(Predictor::close);
    trainer = Optional.empty();
    predictor = Optional.empty();
  }

  /** Frees the engine's memory; weights and optimizer state move to Java memory. */
  @Override
  public synchronized void close() {
    trainer.ifPresent(Trainer::close);
    predictor.ifPresent(Predictor::close);
    predictor = Optional.empty();
    if (built) {
      weights().forEach(Weight::moveToHost);
      memory().forEach(Weight::moveToHost);
    }
  }
}
