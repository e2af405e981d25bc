package dev.lamina.training;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.StopGradient;
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
import java.util.HashSet;
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
  private final AddedLosses losses = new AddedLosses();
  private List<Shared> layers = List.of();
  private final Map<String, Integer> draws = new HashMap<>();

  /** A layer that is called twice sees its first call's update in the second. */
  private final Map<Value, Value> variableOf = new HashMap<>();

  private final Set<Value> trainedVariables = new HashSet<>();

  /** {@code step}: an int64 scalar that differs from step to step, for random numbers. */
  public Tracer(boolean training, long seed, Value step) {
    this.training = training;
    this.seed = seed;
    this.step = step;
  }

  /** Writes the network into the graph; inputs have no masks. */
  public Scope.Called trace(Network network, List<Value> inputs) {
    layers = network.layers();
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

  /** Writes a single layer into the graph; inputs have no masks. */
  public Scope.Called trace(Shared layer, List<Value> inputs) {
    return new RootScope()
        .call(layer, inputs, Collections.nCopies(inputs.size(), Optional.empty()));
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

  /** Scalars that layers added to the loss; then the penalties of trained regularized weights. */
  public List<Value> losses() {
    var all = new ArrayList<>(losses.all(layers));
    for (Weight w : variables.keySet()) {
      if (trained.contains(w)) {
        w.spec().regularizer().ifPresent(r -> all.add(r.apply(current(w))));
      }
    }
    return all;
  }

  /**
   * What a layer made of a trained weight. Its gradient is the variable's, as if the new value was
   * read from it: the zero that is added carries it there.
   */
  private static Value overwritten(Value variable, Value next) {
    return fixed(next).plus(variable.minus(fixed(variable)));
  }

  private static Value fixed(Value v) {
    return Value.of(new StopGradient(), v);
  }

  /**
   * The value of a weight that was used, after what its layers made of it. Gradients are taken with
   * respect to its variable.
   */
  public Value current(Weight w) {
    Value variable = variables.get(w);
    if (variable == null) {
      throw new IllegalStateException("weight was not used: " + w);
    }
    return updates.getOrDefault(variable, variable);
  }

  /** A stable 64-bit hash of a path (FNV-1a), which selects a random stream. */
  static long hash(String path) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < path.length(); i++) {
      h = (h ^ path.charAt(i)) * 0x100000001b3L;
    }
    return h;
  }

  private Scope.Called call(LayerScope scope, Layer configured) {
    Layer layer = configured instanceof Configured c ? c.layer() : configured;
    List<Value> own = scope.frame.form.inputs(scope.frame.tensors);
    if (layer instanceof Container c) {
      return c.run(scope, own, scope.frame.masks);
    }
    List<Value> outputs = Configured.of(configured).call(scope, own);
    return new Scope.Called(outputs, layer.computeMasks(scope, own, outputs));
  }

  /**
   * One call of a layer, as the layer sees it.
   *
   * @param tensors the inputs, then what the call passes by name
   * @param masks one per input
   */
  private record Frame(
      String path,
      boolean training,
      boolean trainable,
      CallForm form,
      List<Value> tensors,
      List<Optional<Value>> masks,
      AddedLosses losses) {
    Frame {
      masks = form.masks(tensors, masks);
    }

    String below(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }

    /** A call of a layer inside of this one; {@code key}: tells the layer from others. */
    Frame inside(
        String name,
        Object key,
        boolean layerTrainable,
        CallForm inner,
        List<Value> values,
        List<Optional<Value>> itsMasks) {
      return new Frame(
          below(name),
          training,
          trainable && layerTrainable,
          inner,
          values,
          itsMasks,
          losses.of(key));
    }

    Frame with(boolean itsTraining, boolean itsTrainable) {
      return new Frame(path, itsTraining, itsTrainable, form, tensors, masks, losses);
    }
  }

  /** Where the network itself stands: it calls layers and has no weights. */
  private final class RootScope extends BaseScope {
    RootScope() {
      super(new Frame("", training, true, CallForm.of(0), List.of(), List.of(), losses));
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

    @Override
    public Scope frozen() {
      throw new IllegalStateException("a network has no weights of its own");
    }
  }

  private abstract class BaseScope implements Scope {
    final Frame frame;

    BaseScope(Frame frame) {
      this.frame = frame;
    }

    @Override
    public String path() {
      return frame.path;
    }

    @Override
    public boolean training() {
      return frame.training;
    }

    @Override
    public boolean trainable() {
      return frame.trainable;
    }

    @Override
    public void update(Value state, Value value) {
      Value variable = variableOf.getOrDefault(state, state);
      Value next = value.cast(state.dtype());
      if (trainedVariables.contains(variable)) {
        next = overwritten(variable, next);
      }
      updates.put(variable, next);
      variableOf.put(next, variable);
    }

    @Override
    public Value random(Shape shape) {
      int draw = draws.merge(frame.path, 1, Integer::sum);
      long key = Philox.key(seed, hash(frame.path + "#" + draw));
      return Value.of(new RandomUniform(shape, key), step);
    }

    @Override
    public Optional<Value> mask(int input) {
      return input < frame.masks.size() ? frame.masks.get(input) : Optional.empty();
    }

    @Override
    public Optional<Value> argument(String name) {
      return frame.form.tensor(name, 0, frame.tensors);
    }

    @Override
    public boolean flag(String name) {
      return frame.form.flag(name);
    }

    @Override
    public void addLoss(Value scalar) {
      frame.losses.add(scalar);
    }

    @Override
    public Called call(
        Shared layer, CallForm form, List<Value> values, List<Optional<Value>> masks) {
      String name = layer.name().orElseGet(() -> Network.snake(layer.layer().kerasName()));
      Frame inner = frame.inside(name, layer, layer.trainable(), form, values, masks);
      return Tracer.this.call(new LayerScope(layer, "", inner), layer.configured());
    }
  }

  /** The scope of a layer; {@code prefix}: where an inner layer's weights are below the owner. */
  private final class LayerScope extends BaseScope {
    private final Shared owner;
    private final String prefix;

    LayerScope(Shared owner, String prefix, Frame frame) {
      super(frame);
      this.owner = owner;
      this.prefix = prefix;
    }

    @Override
    public Value weight(WeightSpec spec) {
      String full = frame.below(spec.name());
      long key = Philox.key(seed, hash(full));
      Weight w =
          owner.weight(
              prefix + spec.name(),
              full,
              spec,
              () -> spec.initializer().init(spec.shape(), spec.dtype(), key));
      Value value = used(w);
      if (spec.trainable() && frame.trainable) {
        trained.add(w);
        trainedVariables.add(variable(w));
      }
      return value;
    }

    @Override
    public Value memory(String name, TensorType type) {
      return used(owner.memory(prefix + name, frame.below(name), type));
    }

    private Value used(Weight w) {
      variable(w);
      return current(w);
    }

    private Value variable(Weight w) {
      return variables.computeIfAbsent(w, x -> Value.variable(x.path(), x.type()));
    }

    @Override
    public Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
      boolean itsTrainable = Configured.of(layer).trainable();
      CallForm form = CallForm.of(inputs.size());
      Frame inner = frame.inside(name, name, itsTrainable, form, inputs, masks);
      return Tracer.this.call(new LayerScope(owner, prefix + name + "/", inner), layer);
    }

    @Override
    public Scope withTraining(boolean value) {
      return new LayerScope(owner, prefix, frame.with(value, frame.trainable));
    }

    @Override
    public Scope frozen() {
      return new LayerScope(owner, prefix, frame.with(frame.training, false));
    }
  }
}
