package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Another scope, but for the weights: {@code weight} gets the scope and what the layer asks for.
 */
record ScopeFilter(Scope scope, BiFunction<Scope, WeightSpec, Value> weight) implements Scope {
  @Override
  public Value weight(WeightSpec spec) {
    return weight.apply(scope, spec);
  }

  @Override
  public DType computeDtype() {
    return scope.computeDtype();
  }

  @Override
  public String path() {
    return scope.path();
  }

  @Override
  public Value memory(String name, TensorType type) {
    return scope.memory(name, type);
  }

  @Override
  public void update(Value state, Value value) {
    scope.update(state, value);
  }

  @Override
  public boolean training() {
    return scope.training();
  }

  @Override
  public boolean trainable() {
    return scope.trainable();
  }

  @Override
  public Value random(Shape shape) {
    return scope.random(shape);
  }

  @Override
  public Optional<Value> mask(int input) {
    return scope.mask(input);
  }

  @Override
  public Optional<Value> argument(String name) {
    return scope.argument(name);
  }

  @Override
  public boolean flag(String name) {
    return scope.flag(name);
  }

  @Override
  public void addLoss(Value scalar) {
    scope.addLoss(scalar);
  }

  @Override
  public Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
    return scope.call(name, layer, inputs, masks);
  }

  @Override
  public Called call(
      Shared layer, CallForm form, List<Value> tensors, List<Optional<Value>> masks) {
    return scope.call(layer, form, tensors, masks);
  }

  @Override
  public Scope withTraining(boolean training) {
    return new ScopeFilter(scope.withTraining(training), weight);
  }

  @Override
  public Scope frozen() {
    return new ScopeFilter(scope.frozen(), weight);
  }
}
