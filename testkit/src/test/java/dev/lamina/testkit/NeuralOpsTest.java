package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Padding;
import dev.lamina.ops.Blocks;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Ints;
import dev.lamina.ops.Ops;
import dev.lamina.ops.Pools;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What golden cases of keras.ops.nn cannot hold: what Keras refuses or cannot run, and errors. */
class NeuralOpsTest {
  private static Value real(int... dims) {
    return Value.input("x", TensorType.of(DType.FLOAT32, dims));
  }

  private static Value numbers(int... dims) {
    Shape shape = Shape.of(dims);
    float[] out = new float[shape.intSize()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.sin(i + 1);
    }
    return Value.constant(Tensor.wrap(out, shape));
  }

  private static List<Tensor> run(Value... outputs) {
    return Runner.run(Backends.get("java"), Graph.of(List.of(), List.of(outputs)), List.of());
  }

  /** Keras' symbolic conv refuses groups; each group is a convolution of its own. */
  @Test
  void groupsOfChannels() {
    Value x = numbers(2, 5, 4);
    Value kernel = numbers(3, 2, 6);
    Value apart =
        Value.concat(
            2,
            List.of(
                Ops.conv(x.slice(2, 0, 2), kernel.slice(2, 0, 3)),
                Ops.conv(x.slice(2, 2, 4), kernel.slice(2, 3, 6))));
    List<Tensor> both = run(Ops.conv(x, kernel), apart);
    Closeness.assertClose("groups", both.get(1), both.get(0), 1e-6);
  }

  /** TensorFlow fails with one head for all; it is the same as that head many times. */
  @Test
  void oneHeadForAll() {
    Value query = numbers(2, 3, 4, 5);
    Value key = numbers(2, 6, 1, 5);
    Value value = numbers(2, 6, 1, 2);
    List<Tensor> both =
        run(
            Ops.dotProductAttention(query, key, value),
            Ops.dotProductAttention(query, Ops.repeat(key, 4, 2), Ops.repeat(value, 4, 2)));
    assertThat(both.get(0).shape()).isEqualTo(Shape.of(2, 3, 4, 2));
    Closeness.assertClose("one head", both.get(1), both.get(0), 1e-6);
  }

  /** A query that may attend to nothing. */
  @Test
  void meanOfTheValuesWithoutKeys() {
    Value mask = Value.constant(Tensor.of(new boolean[] {false, false}, 1, 1, 1, 2));
    Value value = Value.constant(Tensor.of(new float[] {1, 4}, 1, 2, 1, 1));
    Value out =
        Ops.dotProductAttention(
            numbers(1, 1, 1, 3),
            numbers(1, 2, 1, 3),
            value,
            Optional.empty(),
            Optional.of(mask),
            Optional.empty(),
            false);
    assertThat(run(out).get(0).toDoubles()).containsExactly(2.5);
  }

  /** Keras refuses a file with an offset and no scale; (x - 1) / √(3 + 1) + 2. */
  @Test
  void offsetWithoutScale() {
    Value x = Value.constant(Tensor.of(new float[] {5, -1}, 2, 1));
    Value one = Value.constant(Tensor.of(new float[] {1}));
    Value out =
        Ops.batchNormalization(
            x, one, one.times(3), -1, Optional.of(one.plus(one)), Optional.empty(), 1);
    assertThat(run(out).get(0).toDoubles()).containsExactly(4, 1);
  }

  @Test
  void convolutionsNameWhatIsWrong() {
    Value x = real(2, 8, 3);
    assertThatThrownBy(() -> Ops.conv(x, real(3, 3)))
        .hasMessageContaining("conv: expected a kernel of rank 3 for an input of shape [2, 8, 3]");
    assertThatThrownBy(() -> Ops.conv(x, real(3, 2, 4)))
        .hasMessageContaining("for 3 channels, got [3, 2, 4]");
    assertThatThrownBy(() -> Ops.conv(real(8, 3), real(3, 3)))
        .hasMessageContaining("expected an input of rank 3 to 5 [batch, spatial…, channels]");
    assertThatThrownBy(() -> Ops.depthwiseConv(x, real(3, 2, 1)))
        .hasMessageContaining("depthwise_conv: expected a depthwise kernel [window…, 3, n]");
    assertThatThrownBy(() -> Ops.separableConv(x, real(3, 3, 2), real(1, 3, 4)))
        .hasMessageContaining("expected a pointwise kernel [1…, 6, filters] of rank 3");
    assertThatThrownBy(() -> Ops.convTranspose(x, real(3, 4, 2)))
        .hasMessageContaining("expected a kernel [window…, filters, 3], got [3, 4, 2]");
    assertThatThrownBy(
            () ->
                new Convolutions.Conv(
                    Ints.of(0), Padding.VALID, DataFormat.CHANNELS_LAST, Ints.of(1)))
        .hasMessageContaining("conv: expected strides > 0, got [0]");
    assertThatThrownBy(
            () ->
                Ops.conv(
                    x,
                    real(3, 3, 4),
                    new Convolutions.Conv(
                        Ints.of(1, 2), Padding.VALID, DataFormat.CHANNELS_LAST, Ints.of(1))))
        .hasMessageContaining("expected one number or 1 for strides, got [1, 2]");
    assertThatThrownBy(
            () ->
                Ops.convTranspose(
                    x,
                    real(3, 4, 3),
                    new Convolutions.ConvTranspose(
                        Ints.of(2),
                        Padding.VALID,
                        Optional.of(Ints.of(2)),
                        DataFormat.CHANNELS_LAST,
                        Ints.of(1))))
        .hasMessageContaining("expected an output padding below the strides [2], got [2]");
  }

  @Test
  void poolsAndBlocksNameWhatIsWrong() {
    assertThatThrownBy(() -> Ops.maxPool(real(8, 3), 2))
        .hasMessageContaining("max_pool: expected an input of rank 3 to 5");
    assertThatThrownBy(() -> Ops.averagePool(real(2, 8, 3), 2, 2))
        .hasMessageContaining("expected one number or 1 for pool_size, got [2, 2]");
    assertThatThrownBy(() -> Pools.MaxPool.of(0)).hasMessageContaining("pool_size > 0, got [0]");
    assertThatThrownBy(() -> Ops.adaptiveMaxPool(real(2, 0, 3), 4))
        .hasMessageContaining("adaptive_max_pool: cannot pool an empty axis 1");
    assertThatThrownBy(() -> Ops.depthToSpace(real(1, 2, 2, 6), 2))
        .hasMessageContaining("expected channels in multiples of 4 for a block size of 2");
    assertThatThrownBy(() -> Ops.spaceToDepth(real(1, 3, 2, 6), 2))
        .hasMessageContaining("rows and columns in multiples of the block size 2");
    assertThatThrownBy(() -> Ops.spaceToDepth(real(1, 3, 2, 6), 1))
        .hasMessageContaining("block size >= 2, got 1");
    assertThatThrownBy(() -> Ops.unfold(real(3, 4, 4), 2))
        .hasMessageContaining("unfold: expected images of rank 4");
    assertThatThrownBy(() -> Ops.fold(real(2, 8, 5), new int[] {4, 4}, 2))
        .hasMessageContaining("expected [batch, channels · 4, 3 · 3 windows]");
    assertThatThrownBy(() -> new Blocks.Unfold(Ints.of(2), Ints.of(1), Ints.of(-1), Ints.of(1)))
        .hasMessageContaining("padding >= 0, got [-1]");
  }

  @Test
  void normalizationsAndAttentionNameWhatIsWrong() {
    Value x = real(2, 3, 4);
    assertThatThrownBy(() -> Ops.batchNormalization(x, real(3), real(4), -1))
        .hasMessageContaining("expected mean [4], one for each entry of axis 2 of [2, 3, 4]");
    assertThatThrownBy(
            () -> Ops.layerNormalization(x, Optional.of(real(3)), Optional.empty(), 1e-3))
        .hasMessageContaining("expected gamma of the axes' sizes [4], got [3]");
    assertThatThrownBy(() -> Ops.layerNormalization(x, 1, -2))
        .hasMessageContaining("expected one or more different axes");
    assertThatThrownBy(() -> Ops.rmsNormalization(x, Optional.of(real(5, 2, 3, 4)), 1e-3))
        .hasMessageContaining("expected a scale that broadcasts to [2, 3, 4]");
    assertThatThrownBy(() -> Ops.rmsNormalization(x, Optional.empty(), -1))
        .hasMessageContaining("rms_normalization: expected epsilon >= 0, got -1.0");
    Value q = real(2, 3, 4, 5);
    assertThatThrownBy(() -> Ops.dotProductAttention(x, x, x))
        .hasMessageContaining("expected a query of rank 4 [batch, queries, heads, dim]");
    assertThatThrownBy(() -> Ops.dotProductAttention(q, real(2, 6, 3, 5), real(2, 6, 3, 5)))
        .hasMessageContaining("got [2, 3, 4, 5], [2, 6, 3, 5] and [2, 6, 3, 5]");
    assertThatThrownBy(
            () ->
                Ops.dotProductAttention(
                    q, q, q, Optional.empty(), Optional.of(real(3, 3)), Optional.empty(), false))
        .hasMessageContaining("expected a mask of bool, got f32[3, 3]");
    assertThatThrownBy(
            () ->
                Ops.dotProductAttention(
                    q, q, q, Optional.of(real(2, 3)), Optional.empty(), Optional.empty(), false))
        .hasMessageContaining("dot_product_attention");
    Value lengths = Value.input("n", TensorType.of(DType.INT32, 2));
    assertThatThrownBy(() -> Ops.ctcLoss(real(2, 3), real(3, 5, 4), lengths, lengths, 0))
        .hasMessageContaining("ctc_loss: expected a target [batch, labels]");
    assertThatThrownBy(() -> Ops.ctcLoss(real(2, 3), real(2, 5, 4), lengths, lengths, 4))
        .hasMessageContaining("expected a mask_index in [0, 4), got 4");
    assertThatThrownBy(() -> Ops.psnr(x, q, 1))
        .hasMessageContaining("psnr: expected images of one");
    assertThatThrownBy(() -> Ops.psnr(x, x, 0)).hasMessageContaining("max_val > 0");
  }
}
