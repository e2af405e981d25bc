package dev.lamina.regularizers;

/** Regularizers by Keras' string identifiers. */
public final class Regularizers {
  private Regularizers() {}

  /** The regularizer with its default arguments: {@code of("l2")}. */
  public static Regularizer of(String identifier) {
    return switch (identifier) {
      case "l1", "L1" -> L1.of();
      case "l2", "L2" -> L2.of();
      case "l1l2", "L1L2" -> L1L2.of(0, 0);
      case "orthogonal_regularizer", "OrthogonalRegularizer" ->
          OrthogonalRegularizer.of(0.01, OrthogonalRegularizer.Mode.ROWS);
      default ->
          throw new IllegalArgumentException(
              "regularizer: expected one of l1, l2, l1l2, orthogonal_regularizer, got '%s'"
                  .formatted(identifier));
    };
  }
}
