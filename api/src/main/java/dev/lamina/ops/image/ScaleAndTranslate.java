package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Iota;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Resizes by a factor and shifts: output element i of an axis is read at (i + ½ - translation) /
 * scale - ½ with a kernel; beyond the border is 0. x: any shape -> {@code outputShape}; scale and
 * translation: one number for each of {@code spatialDims}. Integers are rounded.
 *
 * @param outputShape as long as x's shape
 * @param spatialDims the axes
 * @param antialias widen the kernel where the image gets smaller
 */
public record ScaleAndTranslate(
    List<Integer> outputShape, List<Integer> spatialDims, Method method, boolean antialias)
    implements Operation {
  /** The kernel; bilinear and trilinear are linear, bicubic and tricubic cubic. */
  public enum Method {
    LINEAR,
    BILINEAR,
    TRILINEAR,
    CUBIC,
    BICUBIC,
    TRICUBIC,
    LANCZOS3,
    LANCZOS5
  }

  public ScaleAndTranslate {
    outputShape = List.copyOf(outputShape);
    spatialDims = List.copyOf(spatialDims);
  }

  @Override
  public List<Value> write(List<Value> inputs) {
    Value x = inputs.get(0);
    Value scale = inputs.get(1);
    Value translation = inputs.get(2);
    int n = spatialDims.size();
    if (outputShape.size() != x.rank()
        || scale.shape().intSize() != n
        || translation.shape().intSize() != n) {
      throw new IllegalArgumentException(
          "scale_and_translate: expected an outputShape for %s and %d scales and translations, got %s, %s and %s"
              .formatted(x.shape(), n, outputShape, scale.shape(), translation.shape()));
    }
    Value y = Pixels.floating(x);
    for (int i = 0; i < n; i++) {
      int axis = x.shape().axis(spatialDims.get(i));
      Value s = scale.reshape(n).slice(0, i, i + 1).squeeze(0).cast(y.dtype());
      Value t = translation.reshape(n).slice(0, i, i + 1).squeeze(0).cast(y.dtype());
      Value w = weights(y.dtype(), x.dim(axis), outputShape.get(axis), s, t);
      int last = x.rank() - 1;
      y = y.swapAxes(axis, last).matmul(w).swapAxes(axis, last);
    }
    return List.of(x.dtype().isFloating() ? y : limited(x, y));
  }

  private static Value limited(Value x, Value y) {
    Value real = x.cast(y.dtype());
    return y.unary(Unary.Kind.ROUND).max(real.minOver()).min(real.maxOver()).cast(x.dtype());
  }

  private static Value iota(DType dtype, int rows, int columns) {
    return Value.of(new Iota(new TensorType(dtype, Shape.of(rows, columns)), rows == 1 ? 1 : 0));
  }

  private Value weights(DType dtype, int m, int n, Value scale, Value translation) {
    Value inverse = scale.rdiv(1);
    Value at =
        iota(dtype, 1, n).plus(0.5).times(inverse).minus(translation.times(inverse)).minus(0.5);
    Value apart = at.minus(iota(dtype, m, 1)).abs();
    Value w = kernel(antialias ? apart.div(inverse.max(1)) : apart);
    Value sum = w.sum(0).expandDims(0);
    Value counts = sum.abs().gt(1000 * 0x1p-23);
    Value even = w.div(counts.select(sum, Value.scalar(dtype, 1)));
    Value used = counts.and(at.ge(-0.5)).and(at.le(Value.scalar(dtype, m - 0.5)));
    return used.select(even, Value.scalar(dtype, 0));
  }

  private Value kernel(Value x) {
    return switch (method) {
      case LINEAR, BILINEAR, TRILINEAR -> Value.scalar(x.dtype(), 0).max(x.rsub(1));
      case CUBIC, BICUBIC, TRICUBIC -> {
        Value near = x.times(1.5).minus(2.5).times(x).times(x).plus(1);
        Value far = x.times(-0.5).plus(2.5).times(x).minus(4).times(x).plus(2);
        Value zero = Value.scalar(x.dtype(), 0);
        yield x.ge(2).select(zero, x.ge(1).select(far, near));
      }
      case LANCZOS3 -> lanczos(x, 3);
      case LANCZOS5 -> lanczos(x, 5);
    };
  }

  private static Value lanczos(Value x, double radius) {
    Value one = Value.scalar(x.dtype(), 1);
    Value safe = x.gt(1e-3).select(x, one);
    Value wave =
        safe.times(Math.PI)
            .unary(Unary.Kind.SIN)
            .times(safe.times(Math.PI / radius).unary(Unary.Kind.SIN))
            .times(radius)
            .div(safe.square().times(Math.PI * Math.PI));
    Value y = x.gt(1e-3).select(wave, one);
    return x.gt(radius).select(Value.scalar(x.dtype(), 0), y);
  }
}
