package dev.lamina.layers;

import dev.lamina.constraints.Constraint;
import dev.lamina.initializers.Initializer;
import dev.lamina.regularizers.Regularizer;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.Optional;

/** What a layer asks for when it declares a weight. {@code name}: the last part of its path. */
public record WeightSpec(
    String name,
    Shape shape,
    DType dtype,
    Initializer initializer,
    boolean trainable,
    Optional<Regularizer> regularizer,
    Optional<Constraint> constraint) {

  /** A trainable float32 weight. */
  public static WeightSpec param(String name, Shape shape, Initializer initializer) {
    return new WeightSpec(
        name, shape, DType.FLOAT32, initializer, true, Optional.empty(), Optional.empty());
  }

  /** A weight that training leaves alone and the layer itself may update. */
  public static WeightSpec state(String name, Shape shape, Initializer initializer) {
    return new WeightSpec(
        name, shape, DType.FLOAT32, initializer, false, Optional.empty(), Optional.empty());
  }

  public WeightSpec regularized(Optional<Regularizer> r) {
    return new WeightSpec(name, shape, dtype, initializer, trainable, r, constraint);
  }

  public WeightSpec constrained(Optional<Constraint> c) {
    return new WeightSpec(name, shape, dtype, initializer, trainable, regularizer, c);
  }

  public WeightSpec ofType(DType d) {
    return new WeightSpec(name, shape, d, initializer, trainable, regularizer, constraint);
  }
}
