package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.activations.Activations;
import dev.lamina.backend.Backend;
import dev.lamina.backend.Backends;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.graph.pass.Passes;
import dev.lamina.initializers.GlorotUniform;
import dev.lamina.initializers.Identity;
import dev.lamina.initializers.Orthogonal;
import dev.lamina.layers.Bidirectional;
import dev.lamina.layers.Cell;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.ConvLSTM2D;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.GRUCell;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.LSTMCell;
import dev.lamina.layers.RNN;
import dev.lamina.layers.Scope;
import dev.lamina.layers.SimpleRNN;
import dev.lamina.layers.StackedRNNCells;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.ModelJson;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.training.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells of the user's own, dropout, and what recurrent layers refuse. Numbers: golden cases. */
class RecurrentLayersTest {
  /** {@link SimpleRNN} without bias, as a user would write it. */
  record MinimalCell(int units) implements Cell {
    @Override
    public List<Shape> stateShapes(Shape x) {
      return List.of(Shape.of(x.dim(0), units));
    }

    @Override
    public Step step(Scope scope, Value x, List<Value> states) {
      Value kernel = scope.param("kernel", Shape.of(x.dim(-1), units), GlorotUniform.of());
      Value recurrent = scope.param("recurrent_kernel", Shape.of(units, units), Orthogonal.of());
      Value h = x.matmul(kernel).plus(states.get(0).matmul(recurrent)).tanh();
      return new Step(h, List.of(h));
    }
  }

  /** Gives a part of x, which its state counts. */
  record DroppingCell() implements Cell {
    @Override
    public List<Shape> stateShapes(Shape x) {
      return List.of(x);
    }

    @Override
    public Step step(Scope scope, Value x, List<Value> states) {
      Value y = scope.call("dropout", Dropout.of(0.5), x);
      return new Step(y, List.of(states.get(0).plus(y)));
    }
  }

  /** Its state grows from step to step. */
  record GrowingCell() implements Cell {
    @Override
    public List<Shape> stateShapes(Shape x) {
      return List.of(x);
    }

    @Override
    public Step step(Scope scope, Value x, List<Value> states) {
      return new Step(x, List.of(Value.concat(1, List.of(x, x))));
    }
  }

  private static final Tensor X = Tensor.of(Philox.uniform(3, 0, 2 * 4 * 3), 2, 4, 3);

  @Test
  void aCellOfOnesOwnIsASimpleRnn() {
    try (Model own = Sequential.of(Input.of(4, 3), RNN.of(new MinimalCell(5)));
        Model kerass = Sequential.of(Input.of(4, 3), SimpleRNN.of(5).withUseBias(false))) {
      kerass.setWeights(own.getWeights());
      assertThat(own.weights())
          .extracting(Weight::path)
          .containsExactly("rnn/minimal_cell/kernel", "rnn/minimal_cell/recurrent_kernel");
      float[] got = own.predict(X).toFloats();
      float[] want = kerass.predict(X).toFloats();
      for (int i = 0; i < want.length; i++) {
        assertThat(got[i]).isCloseTo(want[i], org.assertj.core.data.Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void cellsOfOnesOwnStackWithOthersAndAreSaved() {
    Model model =
        Sequential.of(
            Input.of(4, 3),
            Bidirectional.of(RNN.of(new MinimalCell(5), LSTMCell.of(2), LSTMCell.of(3))),
            Dense.of(1));
    var json = new ModelJson(KerasRegistry.standard().with("mine", MinimalCell.class), "test");
    Model again = json.read(json.write(model));
    assertThat(again.weights())
        .extracting(Weight::toString)
        .isEqualTo(model.weights().stream().map(Weight::toString).toList())
        .contains(
            "bidirectional/backward_rnn/stacked_rnn_cells/lstm_cell_1/recurrent_kernel: f32[3, 12]");
    again.setWeights(model.getWeights());
    assertThat(again.predict(X)).isEqualTo(model.predict(X));
    model.close();
    again.close();
  }

  @Test
  void dropoutMasksAreTheSameAtEveryStep() {
    float[] kept = train(RNN.of(new DroppingCell()).withReturnSequences(true), 5);
    float[] linear =
        train(
            SimpleRNN.of(8)
                .withActivation(Activations.LINEAR)
                .withUseBias(false)
                .withKernelInitializer(Identity.of())
                .withRecurrentInitializer(Identity.of())
                .withDropout(0.5)
                .withReturnSequences(true),
            5);
    for (int unit = 0; unit < 8; unit++) {
      float y = kept[unit];
      assertThat(y).isIn(0f, 2f);
      for (int t = 0; t < 5; t++) {
        assertThat(kept[t * 8 + unit]).isEqualTo(y);
        // The sum over the steps so far.
        assertThat(linear[t * 8 + unit]).isIn(0f, 2f * (t + 1));
      }
    }
  }

  @Test
  void recurrentDropoutDropsTheSameUnitsAtEveryStep() {
    float[] y =
        train(
            SimpleRNN.of(8)
                .withActivation(Activations.LINEAR)
                .withUseBias(false)
                .withKernelInitializer(Identity.of())
                .withRecurrentInitializer(Identity.of())
                .withRecurrentDropout(0.5)
                .withReturnSequences(true),
            4);
    // h' = 1 + 2 h for kept units, 1 for dropped ones.
    float[] last = Arrays.copyOfRange(y, 3 * 8, 4 * 8);
    for (float v : last) {
      assertThat(v).isIn(1f, 15f);
    }
    assertThat(last).contains(1f, 15f);
  }

  /** What the layer gives in training for ones [1, time, 8]. */
  private static float[] train(dev.lamina.layers.Layer layer, int time) {
    Model model = Sequential.of(Input.of(time, 8), layer);
    Value x = Value.input("x", TensorType.of(DType.FLOAT32, 1, time, 8));
    var tracer = new Tracer(true, 3, Value.scalar(DType.INT64, 1));
    Value y = tracer.trace(model.network(), List.of(x)).outputs().get(0);
    var variables = List.copyOf(tracer.variables().values());
    Graph graph = Passes.standard(new Graph(List.of(x), variables, List.of(y), List.of()));
    Backend backend = Backends.get("java");
    var buffers = new ArrayList<Buffer>();
    try (Program program = backend.compile(graph)) {
      for (Weight w : tracer.variables().keySet()) {
        Buffer b = backend.allocate(w.type());
        buffers.add(b);
        b.write(w.value());
      }
      return program.run(List.of(Tensor.full(x.type(), 1)), buffers).get(0).toFloats();
    } finally {
      buffers.forEach(Buffer::close);
    }
  }

  @Test
  void oneInputTellsTheBatchOfAStatefulModel() {
    Input sequence = Input.of(4, 3).batch(2);
    Input other = Input.of(5);
    var state = LSTM.of(5).withStateful(true).on(sequence);
    try (Model model =
        Model.of(List.of(other, sequence), List.of(Concatenate.of().on(other, state)))) {
      assertThat(model.outputShape()).hasToString("(2, 10)");
      assertThat(model.predict(List.of(Tensor.of(new float[10], 2, 5), X), 2).get(0).shape())
          .isEqualTo(Shape.of(2, 10));
    }
  }

  @Test
  void whatIsRefused() {
    assertThatThrownBy(() -> RNN.of(Dense.of(3)))
        .hasMessage("RNN: expected a cell, such as LSTMCell, got Dense");
    assertThatThrownBy(() -> StackedRNNCells.of())
        .hasMessage("StackedRNNCells: expected at least one cell, got none");
    assertThatThrownBy(() -> Bidirectional.of(Dense.of(3)))
        .hasMessage("Bidirectional: layer must be recurrent, such as LSTM, GRU or RNN, got Dense");
    assertThatThrownBy(
            () -> ConvLSTM2D.of(2, 3).withStrides(List.of(2, 1)).withDilationRate(List.of(2, 2)))
        .hasMessageContaining("strides > 1 and dilationRate > 1 exclude each other");
    assertThatThrownBy(() -> Sequential.of(Input.of(4, 2, 2, 1), ConvLSTM2D.of(2, 3)))
        .hasMessageContainingAll("the kernel spans 3 elements along axis 1", "use padding same");
    assertThatThrownBy(() -> Sequential.of(Input.of(4, 3), RNN.of(new GrowingCell())))
        .hasMessageContainingAll(
            "RNN/growing_cell (GrowingCell): a step must give states of the types of those it got");
    assertThatThrownBy(() -> GRUCell.of(3).on(Input.of(4)))
        .hasMessageContainingAll("GRUCell (GRUCell): expected after x", "the states of shapes");
    assertThatThrownBy(() -> LSTM.of(3).onAll(Input.of(4, 2), Input.of(3), Input.of(4)))
        .hasMessageContainingAll("LSTM (LSTM): expected initial states of shapes", "got");
    assertThatThrownBy(() -> LSTM.of(3).on(Input.of(4)))
        .hasMessageContainingAll("expected an input of rank 3 [batch, time, features]");
    assertThatThrownBy(() -> GRUCell.of(3).withDropout(1.5))
        .hasMessage("GRUCell: dropout must be in [0, 1], got 1.5");
  }
}
