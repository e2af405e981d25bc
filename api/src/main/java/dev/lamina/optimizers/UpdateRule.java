package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** An optimizer's own rule for every weight, with {@link OptimizerOptions} around it. */
final class UpdateRule implements StepRule {
  private static final String AVERAGE = "average";
  private static final String ACCUMULATOR = "gradient_accumulator";

  private final Optimizer optimizer;
  private final OptimizerOptions options;
  private final String prefix;
  private final OptionalDouble lossScale;

  UpdateRule(Optimizer optimizer, String prefix, OptionalDouble lossScale) {
    this.optimizer = optimizer;
    this.options = optimizer.options();
    this.prefix = prefix;
    this.lossScale = lossScale;
  }

  @Override
  public OptimizerVariable iteration() {
    return OptimizerVariable.of(
        prefix + "/iteration", new TensorType(DType.INT64, Shape.scalar()), 0);
  }

  @Override
  public Optional<OptimizerVariable> learningRate() {
    LearningRate rate = optimizer.learningRate();
    return rate.isSchedule()
        ? Optional.empty()
        : Optional.of(
            OptimizerVariable.of(
                prefix + "/learning_rate",
                new TensorType(DType.FLOAT32, Shape.scalar()),
                rate.initial()));
  }

  @Override
  public boolean averages() {
    return options.useEma();
  }

  @Override
  public Optional<OptimizerVariable> average(String path, TensorType weight) {
    return options.useEma() ? Optional.of(slot(path, AVERAGE, weight, 0)) : Optional.empty();
  }

  @Override
  public void declare(Store store) {
    store.declare(iteration());
    learningRate().ifPresent(store::declare);
  }

  @Override
  public Value scaleLoss(Value loss, Store store) {
    return lossScale.isPresent() ? loss.times(lossScale.getAsDouble()) : loss;
  }

  private OptimizerVariable slot(String path, String name, TensorType type, double initial) {
    return OptimizerVariable.of(
        "%s/%s_%s".formatted(prefix, path.replace('/', '_'), name), type, initial);
  }

  private OptimizerVariable slot(Target t, String name, double initial) {
    return slot(t.path(), name, t.weight().type(), initial);
  }

  @Override
  public List<Value> step(List<Target> targets, Store store) {
    declare(store);
    Value calls = store.get(iteration());
    // As in Keras, schedules follow the calls, also with gradient accumulation.
    Value rate = learningRate().map(store::get).orElseGet(() -> optimizer.learningRate().at(calls));
    List<Value> out = new Step(store, calls, rate).apply(targets);
    store.set(iteration(), calls.plus(1));
    return out;
  }

  /** One step while it is written. */
  private final class Step {
    private final Store store;
    private final Value calls;
    private final Value iteration;
    private final Value rate;

    Step(Store store, Value calls, Value rate) {
      this.store = store;
      this.calls = calls;
      this.rate = rate;
      // The number of updates before this call: of the calls so far, or less with accumulation.
      this.iteration =
          options
              .gradientAccumulationSteps()
              .map(n -> calls.div(Value.scalar(calls.dtype(), n)))
              .orElse(calls);
    }

    List<Value> apply(List<Target> targets) {
      if (options.useEma()) {
        targets.forEach(t -> store.get(slot(t, AVERAGE, 0)));
      }
      List<Target> scaled = targets.stream().map(t -> t.withGradient(unscale(t))).toList();
      Optional<Value> isUpdate = Optional.empty();
      if (options.gradientAccumulationSteps().isPresent()) {
        int n = options.gradientAccumulationSteps().get();
        Value due = isMultiple(calls.plus(1), n);
        scaled = scaled.stream().map(t -> accumulate(t, due, n)).toList();
        isUpdate = Optional.of(due);
      }
      for (List<String> group : optimizer.slotGroups()) {
        for (Target t : targets) {
          group.forEach(name -> store.get(slot(t, name, 0)));
        }
      }
      var out = new ArrayList<Value>();
      for (Target t : clip(scaled)) {
        out.add(update(t, isUpdate));
      }
      return out;
    }

    private Value unscale(Target t) {
      return lossScale.isPresent() ? t.gradient().div(lossScale.getAsDouble()) : t.gradient();
    }

    /** The mean gradient since the last update; it only counts when the update is due. */
    private Target accumulate(Target t, Value due, int steps) {
      OptimizerVariable v = slot(t, ACCUMULATOR, 0);
      Value sum = store.get(v).plus(t.gradient());
      store.set(v, due.select(Value.scalar(sum.dtype(), 0), sum));
      return t.withGradient(sum.div(steps));
    }

    private Value update(Target t, Optional<Value> isUpdate) {
      Value before = wide(t.weight());
      Value decayed = before;
      OptionalDouble decay = optimizer.weightDecay(t.path(), before.shape());
      if (decay.isPresent() && decays(t)) {
        decayed = before.minus(before.times(rate.cast(before.dtype()).times(decay.getAsDouble())));
      }
      Value gradient = t.gradient().cast(before.dtype());
      Value updated = optimizer.update(new WeightSlots(this, t, isUpdate), decayed, gradient);
      Value w = isUpdate.map(due -> due.select(updated, before)).orElse(updated);
      if (options.useEma()) {
        w = average(t, w);
      }
      w = t.constraint().isPresent() ? t.constraint().get().apply(w) : w;
      return w.cast(t.weight().dtype());
    }

    /** The average starts as the weight after the first step. */
    private Value average(Target t, Value w) {
      Value momentum = iteration.ne(0).cast(w.dtype()).times(options.emaMomentum());
      OptimizerVariable v = slot(t, AVERAGE, 0);
      Value average = wide(store.get(v)).times(momentum).plus(w.times(momentum.rsub(1)));
      store.set(v, average.cast(v.type().dtype()));
      return options
          .emaOverwriteFrequency()
          .map(n -> isMultiple(iteration.plus(1), n).select(average, w))
          .orElse(w);
    }
  }

  /** Weights of 16 bits are updated in float32, and rounded after it. */
  private static Value wide(Value v) {
    return v.dtype().bytes() == 2 ? v.cast(DType.FLOAT32) : v;
  }

  private boolean decays(Target t) {
    return options.excludeFromWeightDecay().stream()
        .noneMatch(p -> Pattern.compile(p).matcher(t.name()).find());
  }

  /** A limit of 0 means none, as in Keras. */
  private static boolean limits(OptionalDouble limit) {
    return limit.isPresent() && limit.getAsDouble() > 0;
  }

  private List<Target> clip(List<Target> targets) {
    if (limits(options.clipvalue())) {
      double v = options.clipvalue().getAsDouble();
      return targets.stream().map(t -> t.withGradient(t.gradient().clip(-v, v))).toList();
    }
    if (limits(options.clipnorm())) {
      double limit = options.clipnorm().getAsDouble();
      return targets.stream()
          .map(
              t ->
                  t.withGradient(
                      t.gradient().times(scale(squares(t), limit).cast(t.gradient().dtype()))))
          .toList();
    }
    if (limits(options.globalClipnorm()) && !targets.isEmpty()) {
      double limit = options.globalClipnorm().getAsDouble();
      Value all = targets.stream().map(UpdateRule::squares).reduce(Value::plus).orElseThrow();
      Value scale = scale(all, limit);
      return targets.stream()
          .map(t -> t.withGradient(t.gradient().times(scale.cast(t.gradient().dtype()))))
          .toList();
    }
    return targets;
  }

  private static Value squares(Target t) {
    return t.gradient().cast(DType.FLOAT32).square().sum();
  }

  /** What brings the norm down to the limit; 1 where it is within. */
  private static Value scale(Value squares, double limit) {
    return squares.sqrt().max(limit).rdiv(limit);
  }

  private static Value isMultiple(Value count, int n) {
    Value divisor = Value.scalar(count.dtype(), n);
    return count.div(divisor).times(divisor).eq(count);
  }

  private final class WeightSlots implements Slots {
    private final Step step;
    private final Target target;
    private final Optional<Value> isUpdate;

    WeightSlots(Step step, Target target, Optional<Value> isUpdate) {
      this.step = step;
      this.target = target;
      this.isUpdate = isUpdate;
    }

    @Override
    public Value get(OptimizerVariable v) {
      Value x = step.store.get(v);
      return x.dtype().isFloating() ? x.cast(work()) : x;
    }

    private DType work() {
      return wide(target.weight()).dtype();
    }

    @Override
    public void set(OptimizerVariable v, Value value) {
      Value next = value.cast(v.type().dtype());
      step.store.set(v, isUpdate.map(due -> due.select(next, step.store.get(v))).orElse(next));
    }

    @Override
    public OptimizerVariable slot(String name, double initial) {
      return UpdateRule.this.slot(target, name, initial);
    }

    @Override
    public OptimizerVariable copy(String name) {
      OptimizerVariable v = slot(name, 0);
      return new OptimizerVariable(
          v.key(), v.path(), v.type(), new OptimizerVariable.CopyOf(target.weight()));
    }

    @Override
    public String path() {
      return target.path();
    }

    @Override
    public String prefix() {
      return prefix;
    }

    @Override
    public Value learningRate() {
      return step.rate.cast(work());
    }

    @Override
    public Value step() {
      return step.iteration.cast(work()).plus(1);
    }
  }
}
