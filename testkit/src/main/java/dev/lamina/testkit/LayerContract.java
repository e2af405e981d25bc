package dev.lamina.testkit;

import dev.lamina.Input;
import dev.lamina.backend.Backend;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.layers.Arguments;
import dev.lamina.layers.Configured;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Shared;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.serialization.KerasJson;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/**
 * What a layer must pass, whoever wrote it:
 *
 * <ul>
 *   <li>the shapes that a functional model sees are those that come out;
 *   <li>its gradient is that of finite differences in float64, in inference and in training;
 *   <li>written to Keras' JSON and read again it is the same;
 *   <li>an input it cannot take gets an {@code IllegalArgumentException} that names the layer and
 *       the input.
 * </ul>
 *
 * <pre>{@code
 * new LayerContract(backend, registry).check(LayerCase.of(new Scale(0.5), 3, 4));
 * }</pre>
 */
public final class LayerContract {
  private final Backend backend;
  private final KerasRegistry registry;

  /** {@code backend} must compute in float64; {@code registry} must know the layer. */
  public LayerContract(Backend backend, KerasRegistry registry) {
    this.backend = backend;
    this.registry = registry;
  }

  /** Checks everything; fails as a JUnit assertion. */
  public void check(LayerCase c) {
    shapes(c);
    for (LayerCase.Mode mode : c.modes()) {
      gradient(c, mode);
    }
    serialization(c);
    errors(c);
  }

  /** Output shapes of symbolic calls are those of the graph; unknown dimensions may be any. */
  public void shapes(LayerCase c) {
    List<SymbolicTensor> symbolic = call(c.layer(), c.inputs(), c.flags());
    var scope = new LayerTrial(c, LayerCase.Mode.INFERENCE);
    List<Value> got = scope.outputs();
    Assertions.assertEquals(symbolic.size(), got.size(), () -> c + ": number of outputs");
    for (int i = 0; i < got.size(); i++) {
      SymbolicTensor s = symbolic.get(i);
      Shape shape = got.get(i).shape();
      Assertions.assertTrue(
          s.shape().accepts(shape),
          () -> "%s: a model sees the shape %s, the graph has %s".formatted(c, s.shape(), shape));
    }
  }

  private static List<SymbolicTensor> call(Layer layer, List<Arg> inputs, List<String> flags) {
    var symbolic = new ArrayList<SymbolicTensor>();
    for (Arg a : inputs) {
      int[] dims = a.type().shape().toArray();
      symbolic.add(Input.of(Arrays.copyOfRange(dims, 1, dims.length)).dtype(a.type().dtype()));
    }
    Arguments arguments = Arguments.of(symbolic);
    for (String flag : flags) {
      arguments = arguments.with(flag, true);
    }
    return Shared.of(layer).call(arguments).outputs();
  }

  /** Gradient and finite differences agree. */
  public void gradient(LayerCase c, LayerCase.Mode mode) {
    var trial = new LayerTrial(c, mode);
    var outputs = new ArrayList<>(trial.outputs());
    outputs.addAll(trial.losses());
    Graph graph = Graph.of(trial.variables(), outputs);
    new GradientCheck(backend).check(c + ", " + mode, graph, trial.values());
  }

  /** The layer's JSON means the layer. */
  public void serialization(LayerCase c) {
    var json = new KerasJson(registry);
    Layer again = json.read(Layer.class, json.write(c.layer()), c.layer().kerasName());
    Assertions.assertEquals(
        json.write(c.layer()),
        json.write(Configured.of(again).layer()),
        () -> c + ": read from its own JSON it is another layer");
  }

  /** Wrong ranks, dtypes and numbers of inputs are taken, or refused with the layer's name. */
  public void errors(LayerCase c) {
    for (int i = 0; i < c.inputs().size(); i++) {
      for (int rank = 1; rank <= 6; rank++) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 2);
        refused(c, replaced(c, i, Arg.real(dims)), Shape.of(dims).toString());
      }
      int[] dims = c.inputs().get(i).type().shape().toArray();
      for (DType d : List.of(DType.BOOL, DType.INT64)) {
        refused(c, replaced(c, i, Arg.of(d, 0, 2, dims)), "");
      }
    }
    var more = new ArrayList<>(c.inputs());
    more.addAll(c.inputs());
    more.addAll(c.inputs());
    more.addAll(c.inputs());
    refused(c, more, "");
    refused(c, List.of(), "");
  }

  private static List<Arg> replaced(LayerCase c, int i, Arg by) {
    var inputs = new ArrayList<>(c.inputs());
    inputs.set(i, by);
    return inputs;
  }

  /** {@code received}: must be in the message, with sizes that are not known as they are tried. */
  private static void refused(LayerCase c, List<Arg> inputs, String received) {
    try {
      call(c.layer(), inputs, c.flags());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String known = received.replaceFirst("^\\[2", "");
      Assertions.assertTrue(
          message.contains(c.layer().kerasName()) && message.contains(known),
          () ->
              "%s: the error for inputs %s must name %s and %s, it is: %s"
                  .formatted(
                      c,
                      inputs.stream().map(Arg::type).toList(),
                      c.layer().kerasName(),
                      received,
                      message));
    }
  }
}
