package dev.lamina.ops.image;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Interpolation;
import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * The projective map that brings four start points to four end points, applied to images: [batch,
 * rows, columns, channels] or without a batch -> same shape. Points: [batch or 1, 4, 2] or [4, 2],
 * x before y, in the order top left, top right, bottom left, bottom right. Beyond the border is
 * {@code fillValue}. Integers are rounded.
 *
 * @param interpolation nearest or bilinear
 */
public record PerspectiveTransform(
    Interpolation interpolation, double fillValue, DataFormat dataFormat) implements Operation {
  public PerspectiveTransform {
    new Projection(interpolation, FillMode.CONSTANT, fillValue);
  }

  @Override
  public List<Value> write(List<Value> inputs) {
    Value images = inputs.get(0);
    Layout layout = Layout.of("perspective_transform", dataFormat, images);
    Value x = layout.there(Pixels.floating(images));
    Value start = points(inputs.get(1));
    Value end = points(inputs.get(2));
    Value y =
        new Projection(interpolation, FillMode.CONSTANT, fillValue).apply(x, matrix(start, end));
    return List.of(Pixels.like(images, layout.back(y)));
  }

  private static Value points(Value given) {
    Value p = given.rank() == 2 ? given.expandDims(0) : given;
    if (p.rank() != 3 || p.dim(1) != 4 || p.dim(2) != 2) {
      throw new IllegalArgumentException(
          "perspective_transform: expected points of shape [batch, 4, 2] or [4, 2], got "
              + given.shape());
    }
    return p.dtype() == DType.FLOAT64 ? p : p.cast(DType.FLOAT32);
  }

  /**
   * The eight numbers of the map from end to start, as {@link Projection} takes them: [batch, 8].
   * It goes through the unit square, to which both have a closed form (Heckbert 1989).
   *
   * @param start [batch, 4, 2]
   */
  public static Value matrix(Value start, Value end) {
    Value[] there = adjugate(fromSquare(end));
    Value[] back = fromSquare(start);
    Value scale = entry(back, there, 2, 2);
    var out = new ArrayList<Value>();
    for (int i = 0; i < 8; i++) {
      out.add(entry(back, there, i / 3, i % 3).div(scale));
    }
    return Value.concat(1, out);
  }

  private static Value entry(Value[] a, Value[] b, int row, int column) {
    return a[3 * row]
        .times(b[column])
        .plus(a[3 * row + 1].times(b[3 + column]))
        .plus(a[3 * row + 2].times(b[6 + column]));
  }

  /** The map of (0, 0), (1, 0), (0, 1), (1, 1) to the points, row by row: nine times [batch, 1]. */
  private static Value[] fromSquare(Value points) {
    Value[] x = new Value[4];
    Value[] y = new Value[4];
    for (int i = 0; i < 4; i++) {
      Value p = points.slice(1, i, i + 1).squeeze(1);
      x[i] = p.slice(1, 0, 1);
      y[i] = p.slice(1, 1, 2);
    }
    Value sumX = x[0].minus(x[1]).plus(x[3]).minus(x[2]);
    Value sumY = y[0].minus(y[1]).plus(y[3]).minus(y[2]);
    Value rightX = x[1].minus(x[3]);
    Value rightY = y[1].minus(y[3]);
    Value lowX = x[2].minus(x[3]);
    Value lowY = y[2].minus(y[3]);
    Value det = rightX.times(lowY).minus(lowX.times(rightY));
    Value g = sumX.times(lowY).minus(lowX.times(sumY)).div(det);
    Value h = rightX.times(sumY).minus(sumX.times(rightY)).div(det);
    return new Value[] {
      x[1].minus(x[0]).plus(g.times(x[1])),
      x[2].minus(x[0]).plus(h.times(x[2])),
      x[0],
      y[1].minus(y[0]).plus(g.times(y[1])),
      y[2].minus(y[0]).plus(h.times(y[2])),
      y[0],
      g,
      h,
      g.times(0).plus(1)
    };
  }

  /** The inverse times the determinant. */
  private static Value[] adjugate(Value[] m) {
    int[][] pairs = {
      {4, 8, 5, 7}, {2, 7, 1, 8}, {1, 5, 2, 4},
      {5, 6, 3, 8}, {0, 8, 2, 6}, {2, 3, 0, 5},
      {3, 7, 4, 6}, {1, 6, 0, 7}, {0, 4, 1, 3}
    };
    Value[] out = new Value[9];
    for (int i = 0; i < 9; i++) {
      int[] p = pairs[i];
      out[i] = m[p[0]].times(m[p[1]]).minus(m[p[2]].times(m[p[3]]));
    }
    return out;
  }
}
