package dev.lamina.optimizers;

import dev.lamina.constraints.Constraint;
import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A whole optimizer step written into the graph: an optimizer's own rule for every weight, with
 * {@link OptimizerOptions} around it.
 */
public final class UpdateRule {
  /** The slot of a weight's moving average; it replaces the weight at the end of fit. */
  public static final String AVERAGE = "average";

  private static final String ACCUMULATOR = "gradient_accumulator";

  private final Optimizer optimizer;
  private final OptimizerOptions options;
  private final Store store;
  private final Value iteration;
  private final Value learningRate;

  /**
   * One weight of the step.
   *
   * @param decays whether weight decay applies to it
   */
  public record Target(
      Value weight, Value gradient, Optional<Constraint> constraint, boolean decays) {}

  /** Where the optimizer's state is kept; weights by their position in the list of targets. */
  public interface Store {
    /** The state before the step, of the weight's shape; filled with {@code initial} at first. */
    Value get(int weight, String slot, double initial);

    /** The state after the step. */
    void set(int weight, String slot, Value value);
  }

  private UpdateRule(Optimizer optimizer, Store store, Value calls, Value learningRate) {
    this.optimizer = optimizer;
    this.options = optimizer.options();
    this.store = store;
    this.iteration = iteration(options, calls);
    this.learningRate = learningRate;
  }

  /**
   * The number of updates before this call (int64 scalar): of the calls so far, or less with
   * gradient accumulation.
   */
  private static Value iteration(OptimizerOptions options, Value calls) {
    return options
        .gradientAccumulationSteps()
        .map(n -> calls.div(Value.scalar(calls.dtype(), n)))
        .orElse(calls);
  }

  /**
   * The weights after the step, in the order of {@code targets}.
   *
   * @param calls how often this was done before, an int64 scalar
   * @param learningRate of this step, a float32 scalar; a schedule's at {@code calls}, as in Keras
   *     also with gradient accumulation
   */
  public static List<Value> apply(
      Optimizer optimizer, List<Target> targets, Store store, Value calls, Value learningRate) {
    return new UpdateRule(optimizer, store, calls, learningRate).apply(targets, calls);
  }

  private List<Value> apply(List<Target> targets, Value calls) {
    List<Value> gradients = targets.stream().map(t -> unscale(t.gradient())).toList();
    if (options.useEma()) {
      IntStream.range(0, targets.size()).forEach(i -> store.get(i, AVERAGE, 0));
    }
    Optional<Value> isUpdate = Optional.empty();
    if (options.gradientAccumulationSteps().isPresent()) {
      int n = options.gradientAccumulationSteps().get();
      Value due = isMultiple(calls.plus(1), n);
      gradients = accumulate(gradients, due, n);
      isUpdate = Optional.of(due);
    }
    gradients = clip(gradients);
    for (List<String> group : optimizer.slotGroups()) {
      for (int i = 0; i < targets.size(); i++) {
        for (String slot : group) {
          store.get(i, slot, 0);
        }
      }
    }
    var out = new ArrayList<Value>();
    for (int i = 0; i < targets.size(); i++) {
      out.add(step(i, targets.get(i), gradients.get(i), isUpdate));
    }
    return out;
  }

  private Value step(int i, Target target, Value gradient, Optional<Value> isUpdate) {
    Value before = target.weight();
    Value decayed = before;
    if (options.weightDecay().isPresent() && target.decays()) {
      Value rate = learningRate.times(options.weightDecay().getAsDouble());
      decayed = before.minus(before.times(rate));
    }
    Value updated = optimizer.update(new WeightSlots(i, isUpdate), decayed, gradient);
    Value w = isUpdate.map(due -> due.select(updated, before)).orElse(updated);
    if (options.useEma()) {
      w = average(i, w);
    }
    return target.constraint().isPresent() ? target.constraint().get().apply(w) : w;
  }

  private Value unscale(Value gradient) {
    OptionalDouble factor = options.lossScaleFactor();
    return factor.isPresent() ? gradient.div(factor.getAsDouble()) : gradient;
  }

  /** The mean gradient since the last update; it only counts when the update is due. */
  private List<Value> accumulate(List<Value> gradients, Value due, int steps) {
    var out = new ArrayList<Value>();
    for (int i = 0; i < gradients.size(); i++) {
      Value sum = store.get(i, ACCUMULATOR, 0).plus(gradients.get(i));
      store.set(i, ACCUMULATOR, due.select(Value.scalar(sum.dtype(), 0), sum));
      out.add(sum.div(steps));
    }
    return out;
  }

  private List<Value> clip(List<Value> gradients) {
    if (options.clipvalue().isPresent()) {
      double v = options.clipvalue().getAsDouble();
      return gradients.stream().map(g -> g.clip(-v, v)).toList();
    }
    if (options.clipnorm().isPresent()) {
      double limit = options.clipnorm().getAsDouble();
      return gradients.stream().map(g -> g.times(scale(g.square().sum(), limit))).toList();
    }
    if (options.globalClipnorm().isPresent() && !gradients.isEmpty()) {
      double limit = options.globalClipnorm().getAsDouble();
      Value squares =
          gradients.stream().map(g -> g.square().sum()).reduce(Value::plus).orElseThrow();
      Value scale = scale(squares, limit);
      return gradients.stream().map(g -> g.times(scale)).toList();
    }
    return gradients;
  }

  /** What brings the norm down to the limit; 1 where it is within. */
  private static Value scale(Value squares, double limit) {
    return squares.sqrt().max(limit).rdiv(limit);
  }

  /** The average starts as the weight after the first step. */
  private Value average(int i, Value w) {
    Value momentum = iteration.ne(0).cast(w.dtype()).times(options.emaMomentum());
    Value old = store.get(i, AVERAGE, 0);
    Value average = old.times(momentum).plus(w.times(momentum.rsub(1)));
    store.set(i, AVERAGE, average);
    return options
        .emaOverwriteFrequency()
        .map(n -> isMultiple(iteration.plus(1), n).select(average, w))
        .orElse(w);
  }

  private static Value isMultiple(Value count, int n) {
    Value divisor = Value.scalar(count.dtype(), n);
    return count.div(divisor).times(divisor).eq(count);
  }

  private final class WeightSlots implements Slots {
    private final int weight;
    private final Optional<Value> isUpdate;

    WeightSlots(int weight, Optional<Value> isUpdate) {
      this.weight = weight;
      this.isUpdate = isUpdate;
    }

    @Override
    public Value get(String name, double initial) {
      return store.get(weight, name, initial);
    }

    @Override
    public void set(String name, Value value) {
      store.set(
          weight,
          name,
          isUpdate.map(due -> due.select(value, store.get(weight, name, 0))).orElse(value));
    }

    @Override
    public Value learningRate() {
      return learningRate;
    }

    @Override
    public Value step() {
      return iteration.cast(DType.FLOAT32).plus(1);
    }
  }
}
