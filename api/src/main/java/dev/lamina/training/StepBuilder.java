package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Autodiff;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Weight;
import dev.lamina.losses.Loss;
import dev.lamina.losses.NoLoss;
import dev.lamina.metrics.Metric;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.StepGraph.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes a whole step as one graph: forward, loss, gradients, optimizer, metrics, moving
 * statistics. Its outputs are the running loss and metrics (train, evaluate) or the model's outputs
 * (predict).
 */
final class StepBuilder {
  private final Network network;
  private final Settings settings;
  private final long seed;
  private final State optimizerState;
  private final State metricState;

  StepBuilder(
      Network network, Settings settings, long seed, State optimizerState, State metricState) {
    this.network = network;
    this.settings = settings;
    this.seed = seed;
    this.optimizerState = optimizerState;
    this.metricState = metricState;
  }

  /** A prediction needs no compile settings. */
  static StepGraph predict(Network network, List<TensorType> x) {
    var b = new StepGraph.Builder();
    List<Value> inputs = inputs(b, network, x);
    var tracer = new Tracer(false, 0, Value.scalar(DType.INT64, 0));
    Scope.Called called = tracer.trace(network, inputs);
    b.addVariables(tracer.variables());
    tracer.updates().forEach(b::update);
    for (int i = 0; i < called.outputs().size(); i++) {
      b.output(network.outputNames().get(i), called.outputs().get(i));
    }
    return b.build();
  }

  private static List<Value> inputs(StepGraph.Builder b, Network network, List<TensorType> types) {
    var out = new ArrayList<Value>();
    for (int i = 0; i < types.size(); i++) {
      String name = network.host().outputs().get(i).source().layer().name().orElse("input");
      out.add(b.input(name, types.get(i)));
    }
    return out;
  }

  StepGraph build(StepGraph.Signature s) {
    if (s.kind() == Kind.PREDICT) {
      return predict(network, s.x());
    }
    boolean training = s.kind() == Kind.TRAIN;
    var b = new StepGraph.Builder();
    List<Value> x = inputs(b, network, s.x());
    List<Value> y = new ArrayList<>();
    for (TensorType t : s.y()) {
      y.add(b.input("target", t));
    }
    List<Optional<Value>> weights = new ArrayList<>();
    for (Optional<TensorType> t : s.sampleWeights()) {
      weights.add(t.map(type -> b.input("sample_weight", type)));
    }
    while (weights.size() < y.size()) {
      weights.add(Optional.empty());
    }
    var update = new OptimizerStep(settings.optimizer(), optimizerState);
    Value step = training ? update.iteration(b) : Value.scalar(DType.INT64, 0);
    var tracer = new Tracer(training, seed, step);
    if (training && settings.trainStep().isPresent()) {
      return custom(b, s, tracer, update, x, y, weights);
    }
    Scope.Called called = tracer.trace(network, x);
    b.addVariables(tracer.variables());

    List<Value> losses = new ArrayList<>();
    Value total = loss(called, y, weights, losses);
    for (Value extra : tracer.losses()) {
      total = total.plus(extra.cast(total.dtype()));
    }
    if (training) {
      var trained =
          tracer.variables().keySet().stream().filter(tracer.trained()::contains).toList();
      List<Value> current = trained.stream().map(tracer::current).toList();
      List<Value> variables = trained.stream().map(w -> get(tracer, w)).toList();
      List<Value> gradients = Autodiff.gradients(update.scaled(b, total), variables);
      tracer.updates().forEach(b::update);
      update.write(b, trained, variables, current, gradients);
    } else {
      tracer.updates().forEach(b::update);
    }
    writeLogs(b, s, called, y, weights, total, losses);
    return b.build();
  }

  /** A step that the user writes. */
  private StepGraph custom(
      StepGraph.Builder b,
      StepGraph.Signature s,
      Tracer tracer,
      OptimizerStep update,
      List<Value> x,
      List<Value> y,
      List<Optional<Value>> weights) {
    var parts =
        new CustomStep.Parts() {
          @Override
          public Value loss(Scope.Called called, List<Value> losses) {
            return StepBuilder.this.loss(called, y, weights, losses);
          }

          @Override
          public void report(Scope.Called called, Value loss, List<Value> losses) {
            writeLogs(b, s, called, y, weights, loss, losses);
          }

          @Override
          public void log(String name, Value scalar) {
            b.output(name, mean(b, name, scalar, s.x().get(0).shape().dim(0)));
          }
        };
    var step = new CustomStep(b, network, tracer, update, seed, x, y, parts);
    settings.trainStep().orElseThrow().write(step);
    step.finish();
    return b.build();
  }

  private static Value get(Tracer tracer, Weight w) {
    Value v = tracer.variables().get(w);
    if (v == null) {
      throw new IllegalStateException("weight without variable: " + w);
    }
    return v;
  }

  /** Losses are computed in their own dtype, whatever the layers compute in. */
  private static Value prediction(Scope.Called called, int output, Loss loss) {
    Value v = called.outputs().get(output);
    return v.dtype().isFloating() ? v.cast(loss.dtype()) : v;
  }

  /** Metrics see float64 as it is; 16 bits are widened. */
  private static Value seen(Scope.Called called, int output) {
    Value v = called.outputs().get(output);
    return v.dtype().isFloating() && v.dtype() != DType.FLOAT64 ? v.cast(DType.FLOAT32) : v;
  }

  private Value loss(
      Scope.Called called, List<Value> y, List<Optional<Value>> weights, List<Value> losses) {
    Optional<Value> total = Optional.empty();
    for (int i = 0; i < y.size(); i++) {
      Loss loss = settings.loss(i);
      Value prediction = prediction(called, i, loss);
      Value value;
      try {
        value = loss.apply(y.get(i), prediction, weights.get(i), called.masks().get(i));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "loss %s of output '%s': predictions %s do not fit targets %s: %s"
                .formatted(
                    loss.name(),
                    network.outputNames().get(i),
                    prediction.type(),
                    y.get(i).type(),
                    e.getMessage()),
            e);
      }
      // Reduction NONE: what is minimized is the sum.
      value = (value.rank() == 0 ? value : value.sum()).cast(DType.FLOAT32);
      losses.add(value);
      double weight = settings.lossWeight(i);
      Value weighted = weight == 1 ? value : value.times(weight);
      total = Optional.of(total.map(t -> t.plus(weighted)).orElse(weighted));
    }
    return total.orElseThrow();
  }

  private boolean hasLoss(int output) {
    return !(settings.loss(output) instanceof NoLoss);
  }

  private void writeLogs(
      StepGraph.Builder b,
      StepGraph.Signature s,
      Scope.Called called,
      List<Value> y,
      List<Optional<Value>> weights,
      Value total,
      List<Value> losses) {
    int batch = s.x().get(0).shape().dim(0);
    b.output("loss", mean(b, "loss", total, batch));
    List<String> names = network.outputNames();
    boolean several = y.size() > 1;
    List<Integer> trained = IntStream.range(0, y.size()).filter(this::hasLoss).boxed().toList();
    for (int i : trained.size() > 1 ? trained : List.<Integer>of()) {
      // As in Keras, a batch counts once here, however many samples it has.
      b.output(names.get(i) + "_loss", mean(b, names.get(i) + "_loss", losses.get(i), 1));
    }
    for (int i = 0; i < y.size(); i++) {
      String prefix = several ? names.get(i) + "_" : "";
      Optional<Value> mask = called.masks().get(i);
      Optional<Value> weight = weights.get(i);
      Value prediction = seen(called, i);
      for (Metric m : settings.metrics(i)) {
        Optional<Value> valid = mask.map(v -> v.cast(DType.FLOAT32));
        log(b, prefix + m.name(), m, y.get(i), prediction, valid);
      }
      for (Metric m : settings.weightedMetrics(i)) {
        String name = prefix + settings.weightedName(i, m);
        log(b, name, m, y.get(i), prediction, both(weight, mask));
      }
    }
  }

  private static Optional<Value> both(Optional<Value> weight, Optional<Value> mask) {
    Optional<Value> m = mask.map(v -> v.cast(DType.FLOAT32));
    if (weight.isEmpty() || m.isEmpty()) {
      return weight.or(() -> m);
    }
    Value w = weight.get();
    while (w.rank() < m.get().rank()) {
      w = w.expandDims(-1);
    }
    return Optional.of(w.times(m.get()));
  }

  private void log(
      StepGraph.Builder b, String name, Metric m, Value y, Value prediction, Optional<Value> w) {
    Value result = m.update(new MetricScope(b, name), y, prediction, w);
    b.output(name, result);
  }

  /** Keras' Mean over batches, each weighted by its size. */
  private Value mean(StepGraph.Builder b, String name, Value value, int batch) {
    var scope = new MetricScope(b, name);
    Value sum = scope.get("total", Shape.scalar()).plus(value.cast(DType.FLOAT32).times(batch));
    Value count = scope.get("count", Shape.scalar()).plus(batch);
    scope.set("total", sum);
    scope.set("count", count);
    return sum.div(count);
  }

  private final class MetricScope implements Metric.State {
    private final StepGraph.Builder builder;
    private final String prefix;

    MetricScope(StepGraph.Builder builder, String prefix) {
      this.builder = builder;
      this.prefix = prefix;
    }

    @Override
    public Value get(String name, TensorType type) {
      return builder.variable(metricState.get(prefix + "/" + name, type, 0));
    }

    @Override
    public void set(String name, Value value) {
      builder.update(get(name, value.type()), value);
    }
  }
}
