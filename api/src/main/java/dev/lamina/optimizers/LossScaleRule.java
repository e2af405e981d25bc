package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The step of a {@link LossScaleOptimizer}. */
final class LossScaleRule implements StepRule {
  private static final TensorType COUNT = new TensorType(DType.INT64, Shape.scalar());
  private static final TensorType NUMBER = new TensorType(DType.FLOAT32, Shape.scalar());

  private final LossScaleOptimizer optimizer;
  private final String prefix;
  private final StepRule inner;

  LossScaleRule(LossScaleOptimizer optimizer, String prefix) {
    this.optimizer = optimizer;
    this.prefix = prefix;
    Optimizer o = optimizer.innerOptimizer();
    this.inner = StepRule.inner(o, StepRule.snake(o.kerasName()), OptionalDouble.empty());
  }

  private OptimizerVariable counter() {
    return OptimizerVariable.of(prefix + "/step_counter", COUNT, 0);
  }

  private OptimizerVariable scale() {
    return OptimizerVariable.of(prefix + "/dynamic_scale", NUMBER, optimizer.initialScale());
  }

  /** The inner one's: Keras never counts its own. */
  @Override
  public OptimizerVariable iteration() {
    return inner.iteration();
  }

  @Override
  public Optional<OptimizerVariable> learningRate() {
    return inner.learningRate();
  }

  @Override
  public boolean averages() {
    return inner.averages();
  }

  @Override
  public Optional<OptimizerVariable> average(String path, TensorType weight) {
    return inner.average(path, weight);
  }

  @Override
  public void declare(Store store) {
    store.declare(OptimizerVariable.of(prefix + "/iteration", COUNT, 0));
    store.declare(OptimizerVariable.of(prefix + "/learning_rate", NUMBER, 0));
    store.declare(counter());
    store.declare(scale());
    inner.declare(store);
  }

  @Override
  public Value scaleLoss(Value loss, Store store) {
    return loss.times(store.get(scale()));
  }

  @Override
  public List<Value> step(List<Target> targets, Store store) {
    declare(store);
    Value scale = store.get(scale());
    Value count = store.get(counter());
    Value finite =
        targets.stream()
            .map(LossScaleRule::finite)
            .reduce(Value::and)
            .orElseGet(() -> Value.scalar(DType.BOOL, 1));
    // An optimizer that averages or accumulates must not see them either, so all is selected.
    List<Target> unscaled =
        targets.stream().map(t -> t.withGradient(t.gradient().div(scale))).toList();
    List<Value> updated = inner.step(unscaled, new Conditional(store, finite));
    Value none = Value.scalar(DType.INT64, 0);
    Value grows = count.eq(optimizer.dynamicGrowthSteps() - 1);
    store.set(counter(), finite.and(grows.not()).select(count.plus(1), none));
    store.set(scale(), finite.select(grows.select(scale.times(2), scale), scale.times(0.5)));
    var out = new ArrayList<Value>();
    for (int i = 0; i < updated.size(); i++) {
      out.add(finite.select(updated.get(i), targets.get(i).weight()));
    }
    return out;
  }

  /** Whether a gradient holds neither NaN nor infinity. */
  private static Value finite(Target t) {
    Value each = t.gradient().abs().lt(Double.POSITIVE_INFINITY).cast(DType.FLOAT32);
    return each.minOver().gt(0);
  }

  /** Variables that change only if a condition holds. */
  private record Conditional(Store store, Value condition) implements Store {
    @Override
    public Value get(OptimizerVariable v) {
      return store.get(v);
    }

    @Override
    public void set(OptimizerVariable v, Value value) {
      store.set(v, condition.select(value, store.get(v)));
    }

    @Override
    public void declare(OptimizerVariable v) {
      store.declare(v);
    }
  }
}
