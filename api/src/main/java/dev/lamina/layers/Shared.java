package dev.lamina.layers;

import dev.lamina.initializers.Zeros;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A layer with an identity: one set of weights, however often it is called.
 *
 * <pre>{@code
 * var encoder = Shared.of(Dense.of(64, RELU));
 * var joined = Concatenate.of().on(encoder.on(a), encoder.on(b));
 * }</pre>
 */
public final class Shared {
  private final Configured layer;
  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final Map<String, Weight> memory = new LinkedHashMap<>();
  private Optional<String> name;
  private boolean trainable;

  private Shared(Configured layer) {
    this.layer = layer;
    this.name = layer.name();
    this.trainable = layer.trainable();
  }

  public static Shared of(Layer layer) {
    return new Shared(Configured.of(layer).withDefault(DTypePolicies.get()));
  }

  /** The layer's own configuration. */
  public Layer layer() {
    return layer.layer();
  }

  /** The layer with its name and trainable flag. */
  public Configured configured() {
    return layer;
  }

  /** The layer's name: its own, or the one that the first model around it gave it. */
  public synchronized Optional<String> name() {
    return name;
  }

  /** Names a layer that has no name yet. */
  public synchronized void nameOnce(String given) {
    name = name.or(() -> Optional.of(given));
  }

  /** Whether the weights are trained by models compiled from now on. */
  public synchronized boolean trainable() {
    return trainable;
  }

  /** Freezes or unfreezes the layer and those inside, for models compiled from now on. */
  public void setTrainable(boolean value) {
    synchronized (this) {
      trainable = value;
    }
    if (layer.layer() instanceof Container c) {
      c.layers().forEach(l -> l.setTrainable(value));
    }
  }

  /**
   * The weight of this name below the layer, made from {@code initial} if it does not exist.
   *
   * @throws IllegalArgumentException if it exists with another shape or dtype
   */
  public synchronized Weight weight(
      String nameBelow, String path, WeightSpec spec, Supplier<Tensor> initial) {
    Weight w = weights.computeIfAbsent(nameBelow, n -> new Weight(path, spec, initial));
    if (!w.spec().shape().equals(spec.shape()) || w.spec().dtype() != spec.dtype()) {
      throw new IllegalArgumentException(
          "%s: the weight was made as %s, but this input needs %s %s; inputs of one layer must agree in all"
                  .formatted(w.path(), w.type(), spec.dtype().keras(), spec.shape())
              + " dimensions that its weights depend on");
    }
    return w;
  }

  /** All weights, as Keras lists them: trained ones, others, then those of layers inside. */
  public synchronized List<Weight> weights() {
    return container()
        .map(Container::weights)
        .orElseGet(() -> List.copyOf(weightsByName().values()));
  }

  /**
   * The weights that this layer holds itself by their names below it, such as {@code kernel} or
   * {@code cell/kernel}, in the order of {@link #weights}. A model's weights are those of its
   * layers: it holds none.
   */
  public synchronized Map<String, Weight> weightsByName() {
    var out = new LinkedHashMap<String, Weight>();
    for (int pass = 0; pass < 3; pass++) {
      int p = pass;
      weights.forEach(
          (n, w) -> {
            if (layer.weightGroup(n, w.spec().trainable()) == p) {
              out.put(n, w);
            }
          });
    }
    return Collections.unmodifiableMap(out);
  }

  /**
   * What the layer keeps from call to call under this name; zeros if it does not exist.
   *
   * @throws IllegalArgumentException if it exists with another shape or dtype
   */
  public synchronized Weight memory(String nameBelow, String path, TensorType type) {
    Weight w =
        memory.computeIfAbsent(
            nameBelow,
            n ->
                new Weight(
                    path,
                    WeightSpec.state(n, type.shape(), Zeros.of()).ofType(type.dtype()),
                    () -> Tensor.full(type, 0)));
    if (!w.type().equals(type)) {
      throw new IllegalArgumentException(
          "%s: the layer is stateful and keeps %s, but this batch needs %s; all batches must have the batch size of the model's Input"
              .formatted(path, w.type(), type));
    }
    return w;
  }

  /** States kept from call to call, which are no weights; empty if the layer is not stateful. */
  public synchronized List<Weight> memory() {
    return container().map(Container::memory).orElseGet(() -> List.copyOf(memory.values()));
  }

  /** The model that this is or that it applies to every step. */
  private Optional<Container> container() {
    Layer l = layer.layer();
    while (l instanceof TimeDistributed t) {
      l = Configured.of(t.layer()).layer();
    }
    return l instanceof Container c ? Optional.of(c) : Optional.empty();
  }

  /** Sets the states that the layer keeps from call to call to zeros. */
  public void resetStates() {
    memory().forEach(w -> w.set(Tensor.full(w.type(), 0)));
  }

  /** Calls the layer; it must have one output. */
  public SymbolicTensor on(SymbolicTensor... inputs) {
    return only(onAll(inputs));
  }

  private SymbolicTensor only(List<SymbolicTensor> out) {
    if (out.size() != 1) {
      throw new IllegalArgumentException(
          "%s: has %d outputs, use onAll".formatted(this, out.size()));
    }
    return out.get(0);
  }

  /** Calls the layer and returns all outputs. */
  public List<SymbolicTensor> onAll(SymbolicTensor... inputs) {
    return call(List.of(inputs)).outputs();
  }

  /** Calls the layer, passing masks or flags by name; it must have one output. */
  public SymbolicTensor on(Arguments arguments) {
    return only(call(arguments).outputs());
  }

  /** Calls the layer on inputs. */
  public LayerCall call(List<SymbolicTensor> inputs) {
    return call(Arguments.of(inputs));
  }

  /**
   * Calls the layer. Output shapes come from writing the layer into two throw-away graphs whose
   * unknown dimensions differ: what differs in the outputs is unknown there too.
   */
  public LayerCall call(Arguments arguments) {
    layer.signature().check(toString(), arguments.form());
    List<SymbolicTensor> tensors = arguments.tensors();
    if (layer.layer() instanceof HostLayer h && HostCalls.onHost(h, tensors)) {
      HostCalls.check(this, tensors);
      List<SymbolicShape> shapes = tensors.stream().map(SymbolicTensor::shape).toList();
      return new LayerCall(
          this, arguments, List.of(new LayerCall.Output(h.hostShape(shapes), h.hostType())));
    }
    if (layer.layer() instanceof Container c) {
      Optional<Container.Hosted> hosted = c.hosted(tensors);
      if (hosted.isPresent()) {
        HostCalls.check(this, tensors);
        return new LayerCall(
            this,
            arguments,
            hosted.get().outputs().stream()
                .map(t -> new LayerCall.Output(t.shape(), t.dtype()))
                .toList());
      }
    }
    HostCalls.checkNumbers(this, tensors);
    Probe.Result first = Probe.call(this, arguments, StandIn.FIRST);
    Probe.Result second = Probe.call(this, arguments, StandIn.SECOND);
    first
        .weights()
        .forEach(
            (path, shape) -> {
              if (!shape.equals(second.weights().getOrDefault(path, Shape.scalar()))) {
                throw new IllegalArgumentException(
                    "%s: the shape of weight '%s' depends on a dimension that is not known in the input shape %s; give Input the size of that axis, of the batch by Input.batch"
                        .formatted(
                            this,
                            path,
                            arguments.tensors().stream().map(SymbolicTensor::shape).toList()));
              }
            });
    var types = new ArrayList<LayerCall.Output>();
    for (int i = 0; i < first.outputs().size(); i++) {
      TensorType a = first.outputs().get(i);
      TensorType b = second.outputs().get(i);
      types.add(new LayerCall.Output(SymbolicShape.merge(a.shape(), b.shape()), a.dtype()));
    }
    return new LayerCall(this, arguments, types);
  }

  /** The call that stands for an input of this type; for {@code Input} only. */
  public static LayerCall input(Layer input, SymbolicShape shape, dev.lamina.tensor.DType dtype) {
    return new LayerCall(of(input), Arguments.of(), List.of(new LayerCall.Output(shape, dtype)));
  }

  @Override
  public String toString() {
    return layer
        .name()
        .map(n -> "'" + n + "' (" + layer.kerasName() + ")")
        .orElse(layer.kerasName());
  }
}
