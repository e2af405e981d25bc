package dev.lamina.layers.image;

import dev.lamina.graph.Tables;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;

/**
 * A grid of equal tiles over images; the last ones reach beyond the border, where the image is
 * mirrored.
 *
 * @param down tiles from top to bottom
 * @param across tiles from left to right
 * @param images [batch, rows, columns, channels]
 */
record Tiles(int down, int across, Shape images) {
  private static final int LEVELS = 256;

  private static int tile(int size, int tiles) {
    return (size + tiles - 1) / tiles;
  }

  private int height() {
    return tile(images.dim(1), down);
  }

  private int width() {
    return tile(images.dim(2), across);
  }

  /** Pixels of a tile. */
  int pixels() {
    return height() * width();
  }

  /** The first index of the table of (image, tile, channel), for tiles of rows and columns. */
  private Value table(Value row, Value column) {
    Value image = Histogram.iota(Shape.of(images.dim(0), 1, 1, 1), 0);
    Value channel = Histogram.iota(Shape.of(1, 1, 1, images.dim(3)), 3);
    return image
        .times(down)
        .plus(row)
        .times(across)
        .plus(column)
        .times(images.dim(3))
        .plus(channel)
        .times(LEVELS);
  }

  private int tables() {
    return images.dim(0) * down * across * images.dim(3);
  }

  /** One histogram for each image, tile and channel: [tables, 256]; pixels in 0, …, 255. */
  Value histograms(Value pixels) {
    int[] rows = mirrored(images.dim(1), height() * down);
    int[] columns = mirrored(images.dim(2), width() * across);
    Value whole =
        pixels
            .gather(1, Value.constant(Tensor.of(rows)))
            .gather(2, Value.constant(Tensor.of(columns)));
    Value row = owners(rows.length, height()).reshape(1, rows.length, 1, 1);
    Value column = owners(columns.length, width()).reshape(1, 1, columns.length, 1);
    return Histogram.of(whole.plus(table(row, column)), tables() * LEVELS)
        .reshape(tables(), LEVELS);
  }

  private static int[] mirrored(int size, int padded) {
    int[] out = new int[Tables.size("tiles", padded, 1)];
    for (int i = 0; i < padded; i++) {
      int turn = i % (2 * size);
      out[i] = turn < size ? turn : 2 * size - 1 - turn;
    }
    return out;
  }

  private static Value owners(int n, int tile) {
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = i / tile;
    }
    return Value.constant(Tensor.of(out));
  }

  /** What the tables of the four nearest tiles say of each pixel, weighted by nearness. */
  Value interpolate(Value pixels, Value tables) {
    Value flat = tables.reshape(tables() * LEVELS);
    Axis y = new Axis(images.dim(1), height(), down);
    Axis x = new Axis(images.dim(2), width(), across);
    Shape rows = Shape.of(1, images.dim(1), 1, 1);
    Shape columns = Shape.of(1, 1, images.dim(2), 1);
    Value right = Value.constant(x.weight()).cast(flat.dtype()).reshape(columns);
    Value low = Value.constant(y.weight()).cast(flat.dtype()).reshape(rows);
    Value[] lines = new Value[2];
    for (int i = 0; i < 2; i++) {
      Value row = y.tile(i).reshape(rows);
      Value a = flat.gather(0, table(row, x.tile(0).reshape(columns)).plus(pixels));
      Value b = flat.gather(0, table(row, x.tile(1).reshape(columns)).plus(pixels));
      lines[i] = a.times(right.rsub(1)).plus(b.times(right));
    }
    return lines[0].times(low.rsub(1)).plus(lines[1].times(low));
  }

  /** The two nearest tiles of every position on an axis. */
  private record Axis(int size, int tile, int tiles) {
    private float at(int i) {
      return (i - tile / 2.0f) / tile + 1;
    }

    /** The nearest tile before the position, or the one after it. */
    Value tile(int after) {
      int[] out = new int[Tables.size("tiles", size, 1)];
      for (int i = 0; i < size; i++) {
        int t = (int) Math.floor(at(i)) + after - 1;
        out[i] = Math.max(0, Math.min(tiles - 1, t));
      }
      return Value.constant(Tensor.of(out));
    }

    /** How near the one after it is. */
    Tensor weight() {
      float[] out = new float[size];
      for (int i = 0; i < size; i++) {
        out[i] = at(i) - (float) Math.floor(at(i));
      }
      return Tensor.of(out);
    }
  }
}
