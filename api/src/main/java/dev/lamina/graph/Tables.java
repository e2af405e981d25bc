package dev.lamina.graph;

/**
 * The size of constants that a layer or operation makes from its configuration and the shape of its
 * input: they are allocated when a model is read, so a file must not be able to make them as large
 * as it likes.
 */
public final class Tables {
  /** 64 MB of float32 or int32, 128 MB of float64. */
  private static final long MOST = 1 << 24;

  private Tables() {}

  /**
   * The number of entries of a table.
   *
   * @throws IllegalArgumentException if it is above 2^24
   */
  public static int size(String where, long rows, long columns) {
    if (rows > MOST || columns > MOST || rows * columns > MOST) {
      throw new IllegalArgumentException(
          "%s: would need a table of %d x %d numbers, at most %d are possible; choose smaller sizes"
              .formatted(where, rows, columns, MOST));
    }
    return (int) (rows * columns);
  }
}
