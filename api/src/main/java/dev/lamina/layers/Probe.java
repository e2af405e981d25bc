package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes a layer into a throw-away graph to learn its output types. Nothing is computed. */
final class Probe implements Scope {
  /** Of layers inside of one: a layer that is called at each of many steps fills the memory. */
  private static final int MOST_CALLS = 20_000;

  private final String path;

  private final Map<String, Shape> weights;
  private final CallForm form;
  private final List<Value> tensors;
  private final AtomicInteger calls;

  private Probe(
      String path,
      Map<String, Shape> weights,
      CallForm form,
      List<Value> tensors,
      AtomicInteger calls) {
    this.calls = calls;
    this.path = path;
    this.weights = weights;
    this.form = form;
    this.tensors = tensors;
  }

  /** What a call of a layer makes: its output types and the shapes of its weights by path. */
  record Result(List<TensorType> outputs, Map<String, Shape> weights) {}

  /**
   * Writes the layer with {@code size} in place of unknown dimensions; a whole model may need
   * another size.
   */
  static Result call(Shared layer, Arguments arguments, int size) {
    return layer.layer() instanceof Container
        ? StandIn.search(size, n -> write(layer, arguments, n))
        : StandIn.only(size, n -> write(layer, arguments, n));
  }

  private static Result write(Shared layer, Arguments arguments, int unknown) {
    var values = new ArrayList<Value>();
    List<SymbolicShape> shapes = arguments.tensors().stream().map(SymbolicTensor::shape).toList();
    for (SymbolicTensor t : arguments.tensors()) {
      Shape shape = t.shape().withBatchOf(shapes).fill(unknown);
      values.add(Value.input("probe", new TensorType(t.dtype(), shape)));
    }
    String path = layer.name().orElse(layer.layer().kerasName());
    var probe =
        new Probe(path, new LinkedHashMap<>(), arguments.form(), values, new AtomicInteger());
    List<Value> out = layer.configured().call(probe, arguments.form().inputs(values));
    return new Result(out.stream().map(Value::type).toList(), probe.weights);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Value weight(WeightSpec spec) {
    weights.put(path + "/" + spec.name(), spec.shape());
    return Value.variable(path + "/" + spec.name(), new TensorType(spec.dtype(), spec.shape()));
  }

  @Override
  public Value memory(String name, TensorType type) {
    weights.put(path + "/" + name, type.shape());
    return Value.variable(path + "/" + name, type);
  }

  @Override
  public void update(Value state, Value value) {
    // A probe keeps nothing.
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public Value random(Shape shape) {
    return Value.input("random", new TensorType(DType.FLOAT32, shape));
  }

  @Override
  public Optional<Value> mask(int input) {
    return form.tensor("mask", input, tensors);
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
    // A probe keeps nothing.
  }

  @Override
  public Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
    return below(name, layer, CallForm.of(inputs.size()), inputs);
  }

  private Called below(String name, Layer layer, CallForm inner, List<Value> values) {
    Check.that(
        calls.incrementAndGet() <= MOST_CALLS,
        "%s: calls the layers inside more than %d times in one step; give it fewer time steps",
        path,
        MOST_CALLS);
    var probe = new Probe(path + "/" + name, weights, inner, values, calls);
    List<Value> out = Configured.of(layer).call(probe, inner.inputs(values));
    return new Called(out, Collections.nCopies(out.size(), Optional.empty()));
  }

  @Override
  public Called call(
      Shared layer, CallForm inner, List<Value> values, List<Optional<Value>> masks) {
    String name = layer.name().orElse(layer.layer().kerasName());
    return below(name, layer.configured(), inner, values);
  }

  @Override
  public Scope withTraining(boolean training) {
    return this;
  }

  @Override
  public Scope frozen() {
    return this;
  }
}
