package dev.lamina.optimizers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The step of a {@link MultiOptimizer}. */
final class MultiRule implements StepRule {
  private final MultiOptimizer optimizer;
  private final String prefix;
  private final List<StepRule> inner = new ArrayList<>();

  MultiRule(MultiOptimizer optimizer, String prefix) {
    this.optimizer = optimizer;
    this.prefix = prefix;
    var all = new ArrayList<>(optimizer.optimizerMap().optimizerMap().values());
    all.add(optimizer.optimizerMap().defaultOptimizer());
    var counts = new HashMap<String, Integer>();
    for (Optimizer o : all) {
      String name = StepRule.snake(o.kerasName());
      int before = counts.merge(name, 1, Integer::sum) - 1;
      inner.add(
          StepRule.inner(o, before == 0 ? name : name + "_" + before, optimizer.lossScaleFactor()));
    }
  }

  @Override
  public OptimizerVariable iteration() {
    return OptimizerVariable.of(
        prefix + "/iteration", new TensorType(DType.INT64, Shape.scalar()), 0);
  }

  @Override
  public Optional<OptimizerVariable> learningRate() {
    return Optional.empty();
  }

  @Override
  public boolean averages() {
    return inner.stream().anyMatch(StepRule::averages);
  }

  @Override
  public Optional<OptimizerVariable> average(String path, TensorType weight) {
    return rule(path).average(path, weight);
  }

  private StepRule rule(String path) {
    return inner.get(optimizer.optimizerMap().find(path));
  }

  @Override
  public void declare(Store store) {
    store.declare(iteration());
    store.declare(
        OptimizerVariable.of(
            prefix + "/learning_rate", new TensorType(DType.FLOAT32, Shape.scalar()), 0));
  }

  @Override
  public Value scaleLoss(Value loss, Store store) {
    return optimizer.lossScaleFactor().isPresent()
        ? loss.times(optimizer.lossScaleFactor().getAsDouble())
        : loss;
  }

  @Override
  public List<Value> step(List<Target> targets, Store store) {
    declare(store);
    var out = new TreeMap<Integer, Value>();
    for (StepRule r : inner) {
      r.declare(store);
      List<Integer> own = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        if (rule(targets.get(i).path()) == r) {
          own.add(i);
        }
      }
      if (!own.isEmpty()) {
        List<Value> updated = r.step(own.stream().map(targets::get).toList(), store);
        for (int k = 0; k < updated.size(); k++) {
          out.put(own.get(k), updated.get(k));
        }
      }
    }
    store.set(iteration(), store.get(iteration()).plus(1));
    return List.copyOf(out.values());
  }
}
