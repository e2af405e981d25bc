package dev.lamina.integration;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.activations.Activations.TANH;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.*;
import dev.lamina.ops.Ops;
import dev.lamina.regularizers.L2;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import dev.lamina.testkit.Arg;
import dev.lamina.testkit.LayerCase;
import dev.lamina.testkit.LayerTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Small models of every layer and every way to put layers together, with inputs. */
final class RoundTripModels {
  /** A model and what it is run on. */
  record Example(String name, Model model, List<Tensor> inputs) {}

  private final List<Example> all = new ArrayList<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();

  static List<Example> all() {
    var models = new RoundTripModels();
    LayerTable.all().forEach(models::layer);
    models.shapesOfModels();
    models.sequences();
    models.attention();
    models.operations();
    models.states();
    models.preprocessing();
    models.all.addAll(OperationModels.all());
    return List.copyOf(models.all);
  }

  private void add(String name, Model model, Tensor... inputs) {
    int before = names.merge(name, 1, Integer::sum) - 1;
    all.add(new Example(before == 0 ? name : name + "-" + before, model, List.of(inputs)));
  }

  /** Numbers in [lo, hi), whole ones if the dtype is not floating. */
  static Tensor draw(TensorType type, double lo, double hi, long seed) {
    var random = new Random(seed);
    boolean whole = !type.dtype().isFloating();
    double[] out = new double[type.shape().intSize()];
    for (int i = 0; i < out.length; i++) {
      double x = lo + (hi - lo) * random.nextDouble();
      out[i] = whole ? Math.floor(x) : x;
    }
    return Tensor.wrap(out, type.shape()).cast(type.dtype());
  }

  private static Tensor real(int... dims) {
    return draw(TensorType.of(DType.FLOAT32, dims), -1, 1, 7);
  }

  private static Tensor tokens(int below, int... dims) {
    return draw(TensorType.of(DType.INT32, dims), 0, below, 7);
  }

  private static Input input(TensorType type) {
    int[] sample = IntStream.range(1, type.shape().rank()).map(type.shape()::dim).toArray();
    return Input.ofBatch(SymbolicShape.batchOf(sample), type.dtype(), Optional.empty());
  }

  /**
   * Image layers with masks, boxes or labels: Keras calls them on one dictionary, which the saved
   * form of a call cannot be yet. Keras finds a cycle in a saved model of Equalization and refuses
   * the configs of CutMix, MixUp, MaxNumBoundingBoxes and RandomShear (open: to mend).
   */
  private static boolean hasOtherFormInKeras(LayerCase line) {
    String type = line.layer().getClass().getName();
    return (type.contains(".image.") && line.inputs().size() > 1)
        || type.matches(".*[.](Equalization|CutMix|MixUp|MaxNumBoundingBoxes|RandomShear)");
  }

  /** A line of the table as a functional model. */
  private void layer(LayerCase line) {
    if (hasOtherFormInKeras(line)) {
      return;
    }
    var inputs = new ArrayList<SymbolicTensor>();
    var values = new ArrayList<Tensor>();
    for (Arg a : line.inputs()) {
      inputs.add(input(a.type()));
      values.add(draw(a.type(), a.lo(), a.hi(), values.size()));
    }
    Arguments arguments = Arguments.of(inputs);
    for (String flag : line.flags()) {
      arguments = arguments.with(flag, true);
    }
    if (line.layer() instanceof MultiHeadAttention m && m.valueDim().isPresent()) {
      // JAX has one size for keys and values; with scores Keras computes it by itself.
      arguments = arguments.with("returnAttentionScores", true);
    }
    Model m = Model.of(inputs, Shared.of(line.layer()).call(arguments).outputs());
    add("layer-" + line.layer().kerasName(), m, values.toArray(Tensor[]::new));
  }

  private void shapesOfModels() {
    add("sequential", Sequential.of(Input.of(4), Dense.of(3, RELU), Dense.of(2)), real(5, 4));
    add(
        "own-names",
        Sequential.named(
            "my model",
            Input.of(4),
            Dense.of(3).named("größe"),
            Dense.of(3).named("dense_7"),
            Dense.of(2)),
        real(5, 4));
    add(
        "frozen",
        Sequential.of(Input.of(4), Dense.of(3).frozen(), BatchNormalization.of(), Dense.of(2)),
        real(5, 4));
    var a = Input.of(4);
    var b = Input.of(3);
    var joined = Concatenate.of().on(Dense.of(3).on(a), Dense.of(3).on(b));
    add(
        "several-inputs-and-outputs",
        Model.of(List.of(a, b), List.of(Dense.of(2).on(joined), Dense.of(1).named("y").on(joined))),
        real(5, 4),
        real(5, 3));
    var x = Input.of(4);
    var shared = Shared.of(Dense.of(4, TANH));
    add(
        "shared-layer",
        Model.of(x, Add.of().on(shared.on(shared.on(x)), shared.on(x))),
        real(5, 4));
    Model inner = Sequential.of(Input.of(4), Dense.of(3, RELU), Dense.of(4));
    var y = Input.of(4);
    var twice = Shared.of(inner);
    add("nested-twice", Model.of(y, Add.of().on(twice.on(y), twice.on(twice.on(y)))), real(5, 4));
    var z = Input.of(4);
    var deep = Model.of("deep", List.of(z), List.of(Dense.of(2).on(Dense.of(4).on(z))));
    var u = Input.of(4);
    var middle = Model.of("middle", List.of(u), List.of(Dense.of(3).on(deep.on(u))));
    add("nested-deep", Sequential.of(Input.of(4), middle, Dense.of(1)), real(5, 4));
    var p = Input.of(4);
    var q = Input.of(4);
    var pair = Model.of("pair", List.of(p, q), List.of(Add.of().on(p, q), Dense.of(2).on(p)));
    var r = Input.of(4);
    List<SymbolicTensor> both = pair.onAll(Dense.of(4).on(r), r);
    add("nested-several", Model.of(List.of(r), List.of(both.get(1), both.get(0))), real(5, 4));
    var residual = Input.of(6, 6, 2);
    var c = Conv2D.of(2, 3).withPadding(Padding.SAME).on(residual);
    var n = ActivationLayer.of(RELU).on(BatchNormalization.of().on(c));
    add(
        "residual",
        Model.of(
            residual,
            Dense.of(3, SOFTMAX).on(GlobalAveragePooling2D.of().on(Add.of().on(n, residual)))),
        real(3, 6, 6, 2));
    add(
        "regularized",
        Sequential.of(
            Input.of(4),
            Dense.of(3)
                .withKernelRegularizer(Optional.of(L2.of(0.01)))
                .withKernelConstraint(Optional.of(dev.lamina.constraints.MaxNorm.of(1))),
            ActivityRegularization.of(0.1, 0.2)),
        real(5, 4));
    add(
        "fixed-batch",
        Sequential.of(
            Input.ofBatch(SymbolicShape.of(5, 4), DType.FLOAT32, Optional.of("given")),
            Dense.of(2)),
        real(5, 4));
  }

  private void sequences() {
    Tensor words = tokens(9, 3, 6);
    add(
        "masked",
        Sequential.of(
            integers(6),
            Embedding.of(9, 4).withMaskZero(true),
            Bidirectional.of(LSTM.of(3).withReturnSequences(true)),
            GRU.of(2),
            Dense.of(1)),
        words);
    add(
        "masking-layer",
        Sequential.of(Input.of(5, 3), Masking.of(), SimpleRNN.of(3), Dense.of(1)),
        zeroRows(real(2, 5, 3)));
    var x = integers(6);
    var e = Embedding.of(9, 4).withMaskZero(true).on(x);
    List<SymbolicTensor> encoded = LSTM.of(3).withReturnState(true).onAll(e);
    var target = integers(4);
    var d = Embedding.of(9, 4).withMaskZero(true).on(target);
    var decoded = LSTM.of(3).withReturnSequences(true).on(d, encoded.get(1), encoded.get(2));
    add(
        "sequence-to-sequence",
        Model.of(List.of(x, target), List.of(TimeDistributed.of(Dense.of(9, SOFTMAX)).on(decoded))),
        words,
        tokens(9, 3, 4));
    add(
        "cells",
        Sequential.of(
            Input.of(5, 3),
            RNN.of(StackedRNNCells.of(LSTMCell.of(3), GRUCell.of(2), LSTMCell.of(2)))
                .withReturnSequences(true),
            RNN.of(SimpleRNNCell.of(2))),
        real(2, 5, 3));
    add(
        "bidirectional-cells",
        Sequential.of(
            Input.of(5, 3), // Keras with JAX cannot run one cell with two states as a stack.
            Bidirectional.of(RNN.of(StackedRNNCells.of(LSTMCell.of(2), GRUCell.of(3))))),
        real(2, 5, 3));
    add(
        "backwards",
        Sequential.of(
            Input.of(5, 3), GRU.of(2).withGoBackwards(true).withResetAfter(false), Dense.of(1)),
        real(2, 5, 3));
    add(
        "distributed-model",
        Sequential.of(
            Input.of(5, 3),
            TimeDistributed.of(Sequential.of(Input.of(3), Dense.of(2), Dense.of(1)))),
        real(2, 5, 3));
    add(
        "distributed-convolution",
        Sequential.of(
            Input.of(3, 6, 6, 1), TimeDistributed.of(Conv2D.of(2, 3)), ConvLSTM2D.of(2, 2)),
        real(2, 3, 6, 6, 1));
  }

  private static Input integers(int... sample) {
    return Input.ofBatch(SymbolicShape.batchOf(sample), DType.INT32, Optional.empty());
  }

  /** The last steps are zeros. */
  private static Tensor zeroRows(Tensor x) {
    float[] a = x.toFloats();
    int sample = x.shape().dim(1) * x.shape().dim(2);
    for (int i = 0; i < a.length; i++) {
      if (i % sample >= sample - 2 * x.shape().dim(2)) {
        a[i] = 0;
      }
    }
    return Tensor.wrap(a, x.shape());
  }

  private void attention() {
    var x = integers(6);
    var e = Embedding.of(9, 8).withMaskZero(true).on(x);
    var attended = MultiHeadAttention.of(2, 4).on(e, e);
    var n = LayerNormalization.of().on(Add.of().on(e, attended));
    var f = Dense.of(8).on(Dense.of(16, RELU).on(n));
    var out = GlobalAveragePooling1D.of().on(LayerNormalization.of().on(Add.of().on(n, f)));
    add("transformer", Model.of(x, Dense.of(3, SOFTMAX).on(out)), tokens(9, 3, 6));
    var q = Input.of(4, 8);
    add(
        "causal",
        Model.of(q, MultiHeadAttention.of(2, 4).on(Arguments.of(q, q).with("useCausalMask", true))),
        real(2, 4, 8));
    var m = Input.of(4, 8);
    var mask = Input.ofBatch(SymbolicShape.batchOf(4, 4), DType.BOOL, Optional.of("mask"));
    add(
        "attention-mask",
        Model.of(
            List.of(m, mask),
            List.of(
                MultiHeadAttention.of(2, 4).on(Arguments.of(m, m).with("attentionMask", mask)))),
        real(2, 4, 8),
        draw(TensorType.of(DType.BOOL, 2, 4, 4), 0, 2, 3));
    var g = Input.of(4, 8);
    add("grouped", Model.of(g, GroupQueryAttention.of(4, 4, 2).on(g, g)), real(2, 4, 8));
  }

  private void operations() {
    var x = Input.of(4, 3);
    var y = Dense.of(3).on(x);
    add("arithmetic", Model.of(x, x.times(2).plus(y).div(y.square().plus(1))), real(2, 4, 3));
    var a = Input.of(4, 3);
    add(
        "operations",
        Model.of(
            List.of(a),
            List.of(
                a.transpose(0, 2, 1).reshape(-1, 12),
                Ops.softmax(Dense.of(3).on(a.relu()), -1),
                a.mean(1).expandDims(1).minus(a.slice(1, 0, 2)))),
        real(2, 4, 3));
  }

  private void states() {
    add(
        "normalizations",
        Sequential.of(
            Input.of(4, 6),
            Conv1D.of(6, 3),
            BatchNormalization.of().withCenter(false),
            LayerNormalization.of(),
            GroupNormalization.of(3),
            RMSNormalization.of(),
            UnitNormalization.of(),
            SpectralNormalization.of(Dense.of(4))),
        real(3, 4, 6));
    add(
        "renormalized",
        Sequential.of(Input.of(4), BatchNormalization.of().withRenorm(true), PReLU.of()),
        real(3, 4));
    add(
        "stateful",
        Sequential.of(
            Input.ofBatch(SymbolicShape.of(2, 5, 3), DType.FLOAT32, Optional.empty()),
            LSTM.of(3).withStateful(true),
            Dense.of(1)),
        real(2, 5, 3));
    add(
        "noise",
        Sequential.of(
            Input.of(4, 3),
            Dropout.of(0.5),
            GaussianNoise.of(0.2),
            GaussianDropout.of(0.2),
            SpatialDropout1D.of(0.3),
            AlphaDropout.of(0.1),
            Flatten.of(),
            Dense.of(2)),
        real(3, 4, 3));
    add(
        "low-rank",
        Sequential.of(
            integers(3),
            Embedding.of(9, 4).withLoraRank(Optional.of(2)),
            Dense.of(3).withLoraRank(Optional.of(2)).withLoraAlpha(Optional.of(4.0)),
            EinsumDense.of("abc,cd->abd", -1, 2).withLoraRank(Optional.of(1))),
        tokens(9, 2, 3));
  }

  private void preprocessing() {
    Tensor data = real(20, 3);
    add(
        "normalization",
        Sequential.of(Input.of(3), Normalization.of().adapt(data), Dense.of(2)),
        real(4, 3));
    add(
        "normalization-inverse",
        Sequential.of(Input.of(3), Normalization.of().adapt(data).withInvert(true)),
        real(4, 3));
    add(
        "discretization",
        Sequential.of(
            Input.of(3), Discretization.of(-0.5, 0, 0.5), CategoryEncoding.of(4), Dense.of(2)),
        real(4, 3));
    add(
        "rescaling",
        Sequential.of(Input.of(4, 4, 3), Rescaling.of(1 / 127.5, -1), Flatten.of(), Dense.of(2)),
        draw(TensorType.of(DType.FLOAT32, 2, 4, 4, 3), 0, 255, 1));
    add(
        "pipeline",
        Sequential.of(Input.of(3), Pipeline.of(Rescaling.of(2, 0), Dense.of(2), Dense.of(3))),
        real(4, 3));
  }
}
