package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another scope as a layer with a {@link DTypePolicy} sees it: weights are kept in the variable
 * dtype and read in the compute dtype, and layers inside have the same policy unless they have one
 * of their own.
 */
final class PolicyScope implements ForwardingScope {
  private final Scope scope;
  private final DTypePolicy policy;
  private final Autocast autocast;

  /** What the layer computes in. */
  private final DType work;

  /** The weight that a cast value was read from. */
  private final Map<Value, Value> read;

  private PolicyScope(
      Scope scope, DTypePolicy policy, Autocast autocast, DType work, Map<Value, Value> read) {
    this.scope = scope;
    this.policy = policy;
    this.autocast = autocast;
    this.work = work;
    this.read = read;
  }

  @Override
  public Scope scope() {
    return scope;
  }

  /** Calls a layer under a policy. */
  static List<Value> call(DTypePolicy policy, Layer layer, Scope scope, List<Value> inputs) {
    Autocast autocast = layer.autocast();
    if (autocast == Autocast.NONE) {
      return layer.call(scope, inputs);
    }
    DType work = policy.computeDtype();
    if (autocast == Autocast.OUTPUTS) {
      work = inputs.stream().map(Value::dtype).filter(DType::isFloating).findFirst().orElse(work);
    }
    work = autocast == Autocast.ALL || work.bytes() > 2 ? work : DType.FLOAT32;
    var inner = new PolicyScope(scope, policy, autocast, work, new HashMap<>());
    List<Value> out = layer.call(inner, inputs.stream().map(inner::input).toList());
    return autocast == Autocast.ALL
        ? out
        : out.stream().map(v -> cast(v, policy.computeDtype())).toList();
  }

  private static Value cast(Value v, DType to) {
    return v.dtype().isFloating() ? v.cast(to) : v;
  }

  private Value input(Value v) {
    return cast(autocast == Autocast.OUTPUTS ? v : cast(v, policy.computeDtype()), work);
  }

  @Override
  public DType computeDtype() {
    return work;
  }

  @Override
  public Value weight(WeightSpec spec) {
    if (spec.dtype() != DType.FLOAT32) {
      return scope.weight(spec);
    }
    Value kept = scope.weight(spec.ofType(policy.variableDtype()));
    Value v = kept.cast(work);
    if (v != kept) {
      read.put(v, kept);
    }
    return v;
  }

  @Override
  public void update(Value state, Value value) {
    Value kept = read.getOrDefault(state, state);
    scope.update(kept, value.cast(kept.dtype()));
  }

  @Override
  public Optional<Value> argument(String name) {
    return scope.argument(name).map(this::input);
  }

  @Override
  public Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
    return scope.call(name, Configured.of(layer).withDefault(policy), inputs, masks);
  }

  @Override
  public Scope withTraining(boolean training) {
    return new PolicyScope(scope.withTraining(training), policy, autocast, work, read);
  }

  @Override
  public Scope frozen() {
    return new PolicyScope(scope.frozen(), policy, autocast, work, read);
  }
}
