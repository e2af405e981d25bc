package dev.lamina.ops.image;

import dev.lamina.graph.Value;
import java.util.Locale;

/** What lies beyond the border of an image: of the row {@code abcd}. */
public enum FillMode {
  /** {@code k k | a b c d | k k}: a fixed value. */
  CONSTANT,
  /** {@code a a | a b c d | d d}. */
  NEAREST,
  /** {@code c d | a b c d | a b}. */
  WRAP,
  /** {@code b a | a b c d | d c}. */
  REFLECT,
  /** {@code c b | a b c d | c b}; only for {@link MapCoordinates} and {@link ElasticTransform}. */
  MIRROR;

  /** The name in Keras' files. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Moves coordinates into [0, size - 1], as TensorFlow's projective transform does: before
   * interpolation, so that between the last pixel and the first one the nearer one counts.
   */
  Value fold(Value at, int size) {
    return switch (this) {
      case CONSTANT -> at;
      case NEAREST -> at.clip(0, size - 1);
      case WRAP -> size == 1 ? at.times(0) : wrap(at, size).clip(0, size - 1);
      case REFLECT -> size == 1 ? at.times(0) : reflect(at, size).clip(0, size - 1);
      case MIRROR ->
          throw new IllegalArgumentException(
              "fill mode mirror: only map_coordinates and elastic_transform have it; use reflect");
    };
  }

  /** Whole turns are counted in steps of size - 1, but each turn moves by size. */
  private static Value wrap(Value at, int size) {
    Value below = at.plus(at.negate().div(size - 1).floor().plus(1).times(size));
    Value above = at.minus(at.div(size - 1).floor().times(size));
    return at.lt(0).select(below, at.gt(size - 1).select(above, at));
  }

  private static Value reflect(Value at, int size) {
    Value turn = at.minus(at.div(2 * size).floor().times(2 * size));
    return turn.ge(size).select(turn.rsub(2 * size - 1), turn);
  }

  /** Moves whole indices into [0, size - 1], as SciPy does; {@link #CONSTANT}: to the border. */
  Value foldIndex(Value index, int size) {
    return switch (this) {
      case CONSTANT, NEAREST -> index.clip(0, size - 1);
      case WRAP -> modulo(index, size);
      case REFLECT -> {
        Value turn = modulo(index, 2 * size);
        yield turn.ge(size).select(turn.rsub(2 * size - 1), turn);
      }
      case MIRROR -> {
        if (size == 1) {
          yield index.times(0);
        }
        Value turn = modulo(index, 2 * size - 2);
        yield turn.ge(size).select(turn.rsub(2 * size - 2), turn);
      }
    };
  }

  private static Value modulo(Value x, int n) {
    return x.minus(x.div(n).floor().times(n));
  }
}
