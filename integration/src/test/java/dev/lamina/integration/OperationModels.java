package dev.lamina.integration;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.integration.RoundTripModels.Example;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Padding;
import dev.lamina.layers.SymbolicShape;
import dev.lamina.layers.SymbolicTensor;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Ints;
import dev.lamina.ops.Ops;
import dev.lamina.ops.Pools;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models of operations that are called by name. Left out is what Keras 3.15 writes and cannot run
 * or read: transposed convolutions and adaptive pools.
 */
final class OperationModels {
  private OperationModels() {}

  static List<Example> all() {
    return List.of(
        windows(), blocks(), normalizations(), attention(), losses(), updates(), statistics());
  }

  private static SymbolicTensor input(DType dtype, int... dims) {
    return Input.ofBatch(SymbolicShape.of(dims), dtype, Optional.empty());
  }

  private static SymbolicTensor real(int... dims) {
    return input(DType.FLOAT32, dims);
  }

  /**
   * The model of these inputs, which agree in their first axis, run on numbers of [-1, 1), whole
   * ones of 0 and 1.
   */
  private static Example example(
      String name, List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
    var numbers = new ArrayList<Tensor>();
    for (SymbolicTensor x : inputs) {
      boolean floating = x.dtype().isFloating();
      var type = new TensorType(x.dtype(), Shape.of(x.shape().toArray()));
      numbers.add(RoundTripModels.draw(type, floating ? -1 : 0, floating ? 1 : 2, 7));
    }
    return new Example("ops-" + name, Model.of(inputs, outputs), numbers);
  }

  private static Example windows() {
    var x = real(2, 6, 7, 4);
    var kernel = real(2, 2, 4, 5);
    var depthwise = real(2, 2, 4, 2);
    var points = real(2, 1, 8, 3);
    var pointwise = Ops.slice(points, List.of(0, 0, 0, 0), List.of(1, 1, 8, 3));
    var same =
        new Convolutions.Conv(Ints.of(2, 1), Padding.SAME, DataFormat.CHANNELS_LAST, Ints.of(1));
    // One size for all axes, and no pool without strides: Keras on JAX cannot add up the list of
    // several that a file holds, nor run the default strides.
    var pool =
        new Pools.AveragePool(
            Ints.of(2), Optional.of(Ints.of(1)), Padding.SAME, DataFormat.CHANNELS_LAST);
    return example(
        "windows",
        List.of(x, kernel, depthwise, points),
        List.of(
            Ops.conv(x, kernel),
            Ops.conv(x, kernel, same),
            Ops.depthwiseConv(x, depthwise),
            Ops.separableConv(x, depthwise, pointwise),
            Ops.averagePool(x, pool)));
  }

  private static Example blocks() {
    var x = real(2, 4, 6, 8);
    var y = real(2, 3, 4, 5);
    return example(
        "blocks",
        List.of(x, y),
        List.of(
            Ops.depthToSpace(x, 2),
            Ops.spaceToDepth(x, 2),
            Ops.fold(Ops.unfold(y, 2, 3), new int[] {4, 5}, 2, 3)));
  }

  private static Example normalizations() {
    var x = real(4, 4, 4);
    var scale = real(4);
    var rows = real(4);
    var variance = scale.square();
    return example(
        "normalizations",
        List.of(x, scale, rows),
        List.of(
            Ops.batchNormalization(x, scale, variance, -1),
            Ops.batchNormalization(
                x, scale, variance, -1, Optional.of(scale), Optional.of(variance), 1e-2),
            Ops.batchNormalization(
                x, rows, rows.square(), 1, Optional.empty(), Optional.of(rows), 1e-2),
            Ops.layerNormalization(x),
            Ops.layerNormalization(x, Optional.empty(), Optional.of(scale), 1e-3),
            Ops.layerNormalization(x, Optional.of(rows), Optional.empty(), 1e-3, 1),
            Ops.rmsNormalization(x, 1, 2),
            Ops.rmsNormalization(x, Optional.of(scale), 1e-3)));
  }

  private static Example attention() {
    var query = real(2, 3, 4, 5);
    var key = real(2, 6, 2, 5);
    var bias = real(2, 4, 3, 6);
    var mask = bias.gt(-0.5);
    return example(
        "attention",
        List.of(query, key, bias),
        List.of(
            Ops.dotProductAttention(query, key, key),
            Ops.dotProductAttention(
                query, key, key, Optional.of(bias), Optional.empty(), Optional.of(0.3), true),
            Ops.dotProductAttention(
                query, key, key, Optional.empty(), Optional.of(mask), Optional.empty(), false)));
  }

  private static Example losses() {
    var labels = input(DType.INT32, 2, 2);
    var logits = real(2, 7, 4);
    var lengths = input(DType.INT32, 2);
    return example(
        "losses",
        List.of(labels, logits, lengths),
        List.of(
            Ops.ctcLoss(labels.plus(1), logits, lengths, lengths.plus(4), 0),
            Ops.psnr(logits, logits.square(), 2)));
  }

  private static Example updates() {
    var x = real(2, 4);
    var start = input(DType.INT32, 2);
    var places = input(DType.INT32, 2, 1);
    var block = real(2, 2);
    var rows = real(2, 4);
    // Of several updates of one place Keras may choose any.
    var apart = Ops.cumsum(places.times(0).plus(1), 0).minus(1);
    var out = new ArrayList<SymbolicTensor>();
    out.add(Ops.slice(x, List.of(1, 0), List.of(-1, 3)));
    out.add(Ops.slice(x, start.times(0), List.of(2, 3)));
    out.add(Ops.sliceUpdate(x, List.of(0, 2), block));
    out.add(Ops.sliceUpdate(x, start, block));
    out.add(Ops.scatterUpdate(x, apart, rows));
    out.add(Ops.scatterUpdate(x, places, rows, "max"));
    out.add(Ops.segmentProd(rows, places.squeeze(-1), 3));
    out.add(Ops.saturateCast(x.times(300), DType.UINT8));
    out.add(Ops.select(List.of(x.gt(0.5), x.gt(0)), List.of(x, x.negate()), 2));
    out.addAll(Ops.hsplit(x, 2));
    out.addAll(Ops.unravelIndex(start, List.of(2, 2)));
    out.addAll(Ops.meshgrid(List.of(start, start.plus(1)), "ij"));
    out.add(Ops.fliplr(x));
    out.add(Ops.rearrange(x, "b (h w) -> w b h", Map.of("w", 2)));
    return example("updates", List.of(x, start, places, block, rows), out);
  }

  private static Example statistics() {
    var x = real(5, 5);
    var v = real(5);
    return example(
        // No norm over two axes: Keras on JAX cannot hash the list that a file holds.
        "statistics",
        List.of(x, v),
        List.of(
            Ops.corrcoef(x),
            Ops.correlate(v, Ops.slice(v, List.of(1), List.of(3)), "same"),
            Ops.cdist(x, x.plus(1)),
            Ops.allclose(x, x.plus(1), 1e-5, 1e-8),
            Ops.vander(v, 3, true),
            Ops.i0(x),
            Ops.nanquantile(x, 0.3, 1),
            Ops.nanpercentile(x, 30, 1),
            Ops.nanmedian(x),
            Ops.nanargmax(x, 1),
            Ops.nancumsum(x, 1),
            Ops.nancumprod(x, 0)));
  }
}
