package dev.lamina.ops.image;

import dev.lamina.graph.Operand;
import dev.lamina.ops.Ops;

/** The point (x, y) goes to (a₀ x + a₁ y + a₂, b₀ x + b₁ y + b₂). All are [batch, 1, 1]. */
record Affine<T extends Operand<T>>(T a0, T a1, T a2, T b0, T b1, T b2)
    implements Corners.Place<T> {

  /** Rotation and shear in degrees, a scale and a shift in parts of size - 1, about the centre. */
  static <T extends Operand<T>> Affine<T> of(
      T angle, T translateX, T translateY, T scale, T shearX, T shearY, ImageSize size) {
    double degree = Math.PI / 180;
    double x = 0.5 * (size.width() - 1);
    double y = 0.5 * (size.height() - 1);
    T turn = Ops.multiply(angle, -degree);
    T along = Ops.tan(Ops.multiply(shearX, -degree));
    T slant = Ops.multiply(shearY, -degree);
    T leaning = Ops.subtract(turn, slant);
    T a = Ops.divide(Ops.cos(leaning), Ops.cos(slant));
    T b = Ops.add(Ops.multiply(a, along), Ops.sin(turn));
    T c = Ops.negative(Ops.divide(Ops.sin(leaning), Ops.cos(slant)));
    T d = Ops.subtract(Ops.cos(turn), Ops.multiply(c, along));
    // (a b; c d) has determinant 1: this is its inverse.
    T a0 = Ops.multiply(d, scale);
    T a1 = Ops.negative(Ops.multiply(b, scale));
    T b0 = Ops.negative(Ops.multiply(c, scale));
    T b1 = Ops.multiply(a, scale);
    T fromX = Ops.add(Ops.multiply(translateX, -(size.width() - 1.0)), x);
    T fromY = Ops.add(Ops.multiply(translateY, -(size.height() - 1.0)), y);
    T toX = Ops.add(Ops.multiply(a0, fromX), Ops.multiply(a1, fromY));
    T toY = Ops.add(Ops.multiply(b0, fromX), Ops.multiply(b1, fromY));
    T a2 = Ops.add(Ops.negative(toX), x);
    T b2 = Ops.add(Ops.negative(toY), y);
    return new Affine<>(a0, a1, a2, b0, b1, b2);
  }

  @Override
  public T x(T x, T y) {
    return Ops.add(Ops.add(Ops.multiply(a0, x), Ops.multiply(a1, y)), a2);
  }

  @Override
  public T y(T x, T y) {
    return Ops.add(Ops.add(Ops.multiply(b0, x), Ops.multiply(b1, y)), b2);
  }
}
