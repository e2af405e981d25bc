package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.layers.CallForm;
import dev.lamina.layers.Configured;
import dev.lamina.layers.Container;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.Weight;
import dev.lamina.layers.WeightSpec;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a network into a graph and notes what it needs: a variable per weight, updates of
 * non-trainable weights, added losses. One tracer makes one graph.
 */
public final class Tracer {
  private final boolean training;
  private final long seed;
  private final Value step;
  private final Map<Weight, Value> variables = new LinkedHashMap<>();
  private final Map<Value, Value> updates = new LinkedHashMap<>();
  private final Set<Weight> trained = new LinkedHashSet<>();
  private final List<Value> losses = new ArrayList<>();
  private final Map<String, Integer> draws = new HashMap<>();

  /** A layer that is called twice sees its first call's update in the second. */
  private final Map<Value, Value> variableOf = new HashMap<>();

  /** {@code step}: an int64 scalar that differs from step to step, for random numbers. */
  public Tracer(boolean training, long seed, Value step) {
    this.training = training;
    this.seed = seed;
    this.step = step;
  }

  /** Writes the network into the graph; inputs have no masks. */
  public Scope.Called trace(Network network, List<Value> inputs) {
    Scope.Called called =
        network.apply(
            new RootScope(), inputs, Collections.nCopies(inputs.size(), Optional.empty()));
    for (Weight w : network.weights()) {
      Value variable = variables.remove(w);
      if (variable != null) {
        variables.put(w, variable);
      }
    }
    return called;
  }

  /** The variable of every weight that was used, in Keras' order. */
  public Map<Weight, Value> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** New values of non-trainable weights' variables. */
  public Map<Value, Value> updates() {
    return Collections.unmodifiableMap(updates);
  }

  /** The weights to train: trainable themselves and in no frozen layer. */
  public Set<Weight> trained() {
    return Collections.unmodifiableSet(trained);
  }

  /** Scalars that layers added to the loss; then the penalties of regularized weights. */
  public List<Value> losses() {
    var all = new ArrayList<>(losses);
    variables.forEach((w, v) -> w.spec().regularizer().ifPresent(r -> all.add(r.apply(v))));
    return all;
  }

  /** A stable 64-bit hash of a path (FNV-1a), which selects a random stream. */
  static long hash(String path) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < path.length(); i++) {
      h = (h ^ path.charAt(i)) * 0x100000001b3L;
    }
    return h;
  }

  private Scope.Called call(LayerScope scope, Layer configured, List<Value> inputs) {
    Layer layer = configured instanceof Configured c ? c.layer() : configured;
    if (layer instanceof Container c) {
      return c.run(scope, inputs, scope.masks);
    }
    List<Value> own = scope.form.inputs(inputs);
    List<Value> outputs = layer.call(scope, own);
    return new Scope.Called(outputs, layer.computeMasks(scope, own, outputs));
  }

  /** Where the network itself stands: it calls layers and has no weights. */
  private final class RootScope extends BaseScope {
    RootScope() {
      super("", training, true, CallForm.of(0), List.of(), List.of());
    }

    @Override
    public Value weight(WeightSpec spec) {
      throw new IllegalStateException("a network has no weights of its own: " + spec.name());
    }

    @Override
    public Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
      return call(Shared.of(layer.named(name)), inputs, masks);
    }

    @Override
    public Value memory(String name, TensorType type) {
      throw new IllegalStateException("a network has no memory of its own: " + name);
    }

    @Override
    public Scope withTraining(boolean value) {
      throw new IllegalStateException("the training flag of a network is the tracer's");
    }
  }

  private abstract class BaseScope implements Scope {
    final String path;
    final boolean isTraining;
    final boolean isTrainable;
    final CallForm form;
    final List<Value> tensors;

    /** One per input. */
    final List<Optional<Value>> masks;

    BaseScope(
        String path,
        boolean isTraining,
        boolean isTrainable,
        CallForm form,
        List<Value> tensors,
        List<Optional<Value>> masks) {
      this.path = path;
      this.isTraining = isTraining;
      this.isTrainable = isTrainable;
      this.form = form;
      this.tensors = tensors;
      this.masks = form.masks(tensors, masks);
    }

    final String below(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public boolean training() {
      return isTraining;
    }

    @Override
    public boolean trainable() {
      return isTrainable;
    }

    @Override
    public void update(Value state, Value value) {
      Value variable = variableOf.getOrDefault(state, state);
      Value next = value.cast(state.dtype());
      updates.put(variable, next);
      variableOf.put(next, variable);
    }

    @Override
    public Value random(Shape shape) {
      int draw = draws.merge(path, 1, Integer::sum);
      return Value.of(new RandomUniform(shape, Philox.key(seed, hash(path + "#" + draw))), step);
    }

    @Override
    public Optional<Value> mask(int input) {
      return input < masks.size() ? masks.get(input) : Optional.empty();
    }

    @Override
    public Optional<Value> argument(String name) {
      return form.tensor(name, 0, tensors);
    }

    @Override
    public boolean flag(String name) {
      return form.flag(name);
    }

    @Override
    public void addLoss(Value scalar) {
      losses.add(scalar);
    }

    @Override
    public Called call(
        Shared layer, CallForm inner, List<Value> values, List<Optional<Value>> inputMasks) {
      String name = layer.name().orElseGet(() -> Network.snake(layer.layer().kerasName()));
      return Tracer.this.call(
          new LayerScope(
              layer,
              below(name),
              "",
              isTraining,
              isTrainable && layer.trainable(),
              inner,
              values,
              inputMasks),
          layer.layer(),
          values);
    }
  }

  /** The scope of a layer; {@code prefix}: where an inner layer's weights are below the owner. */
  private final class LayerScope extends BaseScope {
    private final Shared owner;
    private final String prefix;

    LayerScope(
        Shared owner,
        String path,
        String prefix,
        boolean isTraining,
        boolean isTrainable,
        CallForm form,
        List<Value> tensors,
        List<Optional<Value>> masks) {
      super(path, isTraining, isTrainable, form, tensors, masks);
      this.owner = owner;
      this.prefix = prefix;
    }

    @Override
    public Value weight(WeightSpec spec) {
      String full = below(spec.name());
      Weight w =
          owner.weight(
              prefix + spec.name(),
              full,
              spec,
              () ->
                  spec.initializer()
                      .init(spec.shape(), spec.dtype(), Philox.key(seed, hash(full))));
      if (spec.trainable() && isTrainable) {
        trained.add(w);
      }
      return current(w);
    }

    @Override
    public Value memory(String name, TensorType type) {
      return current(owner.memory(prefix + name, below(name), type));
    }

    private Value current(Weight w) {
      Value variable = variables.computeIfAbsent(w, x -> Value.variable(x.path(), x.type()));
      return updates.getOrDefault(variable, variable);
    }

    @Override
    public Called call(
        String name, Layer layer, List<Value> inputs, List<Optional<Value>> inputMasks) {
      return Tracer.this.call(
          new LayerScope(
              owner,
              below(name),
              prefix + name + "/",
              isTraining,
              isTrainable && Configured.of(layer).trainable(),
              CallForm.of(inputs.size()),
              inputs,
              inputMasks),
          layer,
          inputs);
    }

    @Override
    public Scope withTraining(boolean value) {
      return new LayerScope(owner, path, prefix, value, isTrainable, form, tensors, masks);
    }
  }
}
