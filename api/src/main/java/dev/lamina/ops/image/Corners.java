package dev.lamina.ops.image;

import dev.lamina.graph.Operand;
import dev.lamina.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Left, top, right and bottom of boxes, each [..., n, 1]. */
record Corners<T extends Operand<T>>(T left, T top, T right, T bottom) {
  /** Of boxes in a format; relative ones stay relative. */
  static <T extends Operand<T>> Corners<T> of(T boxes, BoxFormat format) {
    // Times 1: integers become floats.
    List<T> p = Ops.split(Ops.multiply(boxes, 1.0), 4, -1);
    T a = p.get(0);
    T b = p.get(1);
    T c = p.get(2);
    T d = p.get(3);
    return switch (format) {
      case XYXY, REL_XYXY -> new Corners<>(a, b, c, d);
      case YXYX, REL_YXYX -> new Corners<>(b, a, d, c);
      case XYWH, REL_XYWH -> new Corners<>(a, b, Ops.add(a, c), Ops.add(b, d));
      case CENTER_XYWH, REL_CENTER_XYWH -> centered(a, b, c, d);
      case CENTER_YXHW -> centered(b, a, d, c);
    };
  }

  private static <T extends Operand<T>> Corners<T> centered(T x, T y, T width, T height) {
    T right = Ops.divide(width, 2.0);
    T down = Ops.divide(height, 2.0);
    return new Corners<>(
        Ops.subtract(x, right), Ops.subtract(y, down), Ops.add(x, right), Ops.add(y, down));
  }

  /** [..., n, 4]. */
  T boxes(BoxFormat format) {
    List<T> parts =
        switch (format) {
          case XYXY, REL_XYXY -> List.of(left, top, right, bottom);
          case YXYX, REL_YXYX -> List.of(top, left, bottom, right);
          case XYWH, REL_XYWH -> List.of(left, top, width(), height());
          case CENTER_XYWH, REL_CENTER_XYWH -> List.of(x(), y(), width(), height());
          case CENTER_YXHW -> List.of(y(), x(), height(), width());
        };
    return Ops.concatenate(-1, parts);
  }

  T width() {
    return Ops.subtract(right, left);
  }

  T height() {
    return Ops.subtract(bottom, top);
  }

  /** Of the centre. */
  T x() {
    return Ops.add(left, Ops.divide(width(), 2.0));
  }

  T y() {
    return Ops.add(top, Ops.divide(height(), 2.0));
  }

  T area() {
    return Ops.multiply(width(), height());
  }

  /** {@code onX} applied to left and right, {@code onY} to top and bottom. */
  Corners<T> map(UnaryOperator<T> onX, UnaryOperator<T> onY) {
    return new Corners<>(onX.apply(left), onY.apply(top), onX.apply(right), onY.apply(bottom));
  }

  Corners<T> times(double x, double y) {
    return map(v -> Ops.multiply(v, x), v -> Ops.multiply(v, y));
  }

  Corners<T> dividedBy(double x, double y) {
    return map(v -> Ops.divide(v, x), v -> Ops.divide(v, y));
  }

  Corners<T> plus(double x, double y) {
    return map(v -> Ops.add(v, x), v -> Ops.add(v, y));
  }

  /** Limited to [0, x] and [0, y]. */
  Corners<T> clip(double x, double y) {
    return map(v -> Ops.clip(v, 0, x), v -> Ops.clip(v, 0, y));
  }

  /** The boxes around the four corners, each moved to a new place. */
  Corners<T> around(Place<T> place) {
    List<T> xs = new ArrayList<>();
    List<T> ys = new ArrayList<>();
    for (T x : List.of(left, right)) {
      for (T y : List.of(top, bottom)) {
        xs.add(place.x(x, y));
        ys.add(place.y(x, y));
      }
    }
    return new Corners<>(
        xs.stream().reduce(Ops::minimum).orElseThrow(),
        ys.stream().reduce(Ops::minimum).orElseThrow(),
        xs.stream().reduce(Ops::maximum).orElseThrow(),
        ys.stream().reduce(Ops::maximum).orElseThrow());
  }

  /** Where a point comes to lie. */
  interface Place<T> {
    T x(T x, T y);

    T y(T x, T y);
  }
}
