package dev.lamina.backend.java;

import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks an index space in row-major order in tiles of one row each, and says where each operand's
 * elements are. Axes that all operands step through evenly are joined first, so equal shapes are
 * one long row and a broadcast over trailing or leading axes leaves two axes.
 */
final class StridedLoop {
  /** The most elements a tile has. */
  static final int TILE = 1024;

  /** {@code at[k]}: where the tile begins in operand k; {@code n}: its length. */
  interface Tile {
    void run(int[] at, int n);
  }

  private final int[] dims;
  private final int[][] strides;
  private final int[] starts;
  private final int tilesPerRow;
  private final int tiles;

  /** {@code strides[k][axis]} of operand k, which begins at {@code starts[k]}. */
  StridedLoop(Shape shape, int[] starts, int[]... strides) {
    List<int[]> axes = new ArrayList<>();
    for (int a = 0; a < shape.rank(); a++) {
      int[] axis = new int[strides.length + 1];
      axis[0] = shape.dim(a);
      for (int k = 0; k < strides.length; k++) {
        axis[k + 1] = strides[k][a];
      }
      if (axis[0] != 1) {
        join(axes, axis);
      }
    }
    if (axes.isEmpty()) {
      int[] one = new int[strides.length + 1];
      one[0] = 1;
      axes.add(one);
    }
    this.dims = axes.stream().mapToInt(a -> a[0]).toArray();
    this.strides = new int[strides.length][dims.length];
    for (int k = 0; k < strides.length; k++) {
      for (int a = 0; a < dims.length; a++) {
        this.strides[k][a] = axes.get(a)[k + 1];
      }
    }
    this.starts = starts;
    int row = dims[dims.length - 1];
    this.tilesPerRow = (row + TILE - 1) / TILE;
    this.tiles = row == 0 ? 0 : (shape.intSize() / row) * tilesPerRow;
  }

  /** For operands that broadcast to {@code shape}; operand 0 is the dense result. */
  static StridedLoop broadcast(Shape shape, Shape... operands) {
    int[][] strides = new int[operands.length + 1][];
    strides[0] = shape.strides();
    for (int k = 0; k < operands.length; k++) {
      strides[k + 1] = broadcastStrides(operands[k], shape);
    }
    return new StridedLoop(shape, new int[strides.length], strides);
  }

  /** Strides with which {@code from} is read as if it had shape {@code to}. */
  static int[] broadcastStrides(Shape from, Shape to) {
    int[] dense = from.strides();
    int[] out = new int[to.rank()];
    int lead = to.rank() - from.rank();
    for (int a = lead; a < out.length; a++) {
      out[a] = from.dim(a - lead) == 1 ? 0 : dense[a - lead];
    }
    return out;
  }

  private static void join(List<int[]> axes, int[] axis) {
    if (!axes.isEmpty()) {
      int[] last = axes.get(axes.size() - 1);
      boolean even = true;
      for (int k = 1; k < axis.length; k++) {
        even &= last[k] == axis[k] * axis[0];
      }
      if (even) {
        axis[0] *= last[0];
        axes.set(axes.size() - 1, axis);
        return;
      }
    }
    axes.add(axis);
  }

  int tiles() {
    return tiles;
  }

  /** Length of the longest tile. */
  int longest() {
    return Math.min(TILE, dims[dims.length - 1]);
  }

  /** How many tiles make another thread worth its start. */
  int grain() {
    return 1 + (32 * TILE) / Math.max(1, longest());
  }

  /** The step from element to element inside a tile. */
  int inner(int operand) {
    return strides[operand][dims.length - 1];
  }

  /** Runs the tiles {@code [from, to)}. */
  void run(int from, int to, Tile body) {
    int[] at = new int[strides.length];
    int last = dims.length - 1;
    for (int t = from; t < to; t++) {
      int row = t / tilesPerRow;
      int begin = (t % tilesPerRow) * TILE;
      System.arraycopy(starts, 0, at, 0, at.length);
      for (int k = 0; k < at.length; k++) {
        at[k] += begin * strides[k][last];
      }
      for (int a = last - 1; a >= 0; a--) {
        int i = row % dims[a];
        row /= dims[a];
        for (int k = 0; k < at.length; k++) {
          at[k] += i * strides[k][a];
        }
      }
      body.run(at, Math.min(TILE, dims[last] - begin));
    }
  }
}
