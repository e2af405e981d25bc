package dev.lamina.testkit;

import dev.lamina.graph.Value;
import dev.lamina.layers.CallForm;
import dev.lamina.layers.Configured;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.layers.WeightSpec;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One call of a layer in float64: inputs and weights are inputs of a graph, random numbers are
 * constants, so that the call is a function that can be differentiated numerically.
 */
final class LayerTrial {
  private final boolean training;
  private final Map<String, Value> weights = new LinkedHashMap<>();
  private final List<Value> variables = new ArrayList<>();
  private final List<Tensor> values = new ArrayList<>();
  private final List<Value> losses = new ArrayList<>();
  private final List<Value> outputs;
  private final Map<Value, Value> updates = new LinkedHashMap<>();
  private final Random random = new Random(11);

  LayerTrial(LayerCase c, LayerCase.Mode mode) {
    this.training = mode == LayerCase.Mode.TRAINING;
    var inputs = new ArrayList<Value>();
    for (int i = 0; i < c.inputs().size(); i++) {
      Arg a = c.inputs().get(i);
      Tensor t = a.draw(31L * i + 7);
      inputs.add(variable("x" + i, a.type().dtype().isFloating() ? t.cast(DType.FLOAT64) : t));
    }
    Map<String, CallForm.Argument> flags = new LinkedHashMap<>();
    c.flags().forEach(f -> flags.put(f, new CallForm.Argument.Flag(true)));
    var form = new CallForm(inputs.size(), inputs.size(), flags);
    var scope = new Trial(c.layer().kerasName(), form, training);
    this.outputs = Configured.of(c.layer()).call(scope, inputs);
  }

  /** Inputs, then weights, of the graph. */
  List<Value> variables() {
    return List.copyOf(variables);
  }

  /** Their values. */
  List<Tensor> values() {
    return List.copyOf(values);
  }

  List<Value> outputs() {
    return outputs;
  }

  List<Value> losses() {
    return List.copyOf(losses);
  }

  private Value variable(String name, Tensor value) {
    Value v = Value.input(name, value.type());
    variables.add(v);
    values.add(value);
    return v;
  }

  private final class Trial implements Scope {
    private final String path;
    private final CallForm form;
    private final boolean isTraining;

    Trial(String path, CallForm form, boolean isTraining) {
      this.path = path;
      this.form = form;
      this.isTraining = isTraining;
    }

    @Override
    public String path() {
      return path;
    }

    /** The initial value, moved a little, so that zeros and ones are nothing special. */
    @Override
    public Value weight(WeightSpec spec) {
      Value v =
          weights.computeIfAbsent(
              path + "/" + spec.name(),
              full -> {
                Tensor start = spec.initializer().init(spec.shape(), DType.FLOAT32, 3);
                double[] moved = start.toDoubles();
                for (int i = 0; i < moved.length; i++) {
                  moved[i] += 0.3 * (random.nextDouble() - 0.5);
                }
                return variable(full, Tensor.wrap(moved, spec.shape()));
              });
      return updates.getOrDefault(v, v);
    }

    @Override
    public Value memory(String name, TensorType type) {
      return Value.zeros(type.dtype().isFloating() ? type.withDtype(DType.FLOAT64) : type);
    }

    @Override
    public void update(Value state, Value value) {
      updates.put(state, value);
    }

    @Override
    public boolean training() {
      return isTraining;
    }

    @Override
    public boolean trainable() {
      return true;
    }

    @Override
    public Value random(Shape shape) {
      float[] numbers = new float[shape.intSize()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextFloat();
      }
      return Value.constant(Tensor.wrap(numbers, shape));
    }

    @Override
    public Optional<Value> mask(int input) {
      return Optional.empty();
    }

    @Override
    public Optional<Value> argument(String name) {
      return Optional.empty();
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
    public Called call(String name, Layer layer, List<Value> inputs, List<Optional<Value>> masks) {
      var inner = new Trial(path + "/" + name, CallForm.of(inputs.size()), isTraining);
      List<Value> out = Configured.of(layer).call(inner, inputs);
      return new Called(out, Collections.nCopies(out.size(), Optional.empty()));
    }

    @Override
    public Called call(
        Shared layer, CallForm inner, List<Value> tensors, List<Optional<Value>> masks) {
      return call(layer.layer().kerasName(), layer.layer(), inner.inputs(tensors), masks);
    }

    @Override
    public Scope withTraining(boolean value) {
      return new Trial(path, form, value);
    }

    @Override
    public Scope frozen() {
      return this;
    }
  }
}
