package dev.lamina.ops;

/** Which norm: a number, or the name of a norm of matrices. */
public sealed interface NormOrder {
  /** The order p, which may be an infinity. */
  record Power(Number p) implements NormOrder {}

  /** Norms of matrices by name. */
  enum Named implements NormOrder {
    /** √Σx². */
    FRO,
    /** The sum of the singular values. */
    NUC
  }

  static NormOrder of(Number p) {
    return new Power(p);
  }
}
