package dev.lamina.backend.java;

import dev.lamina.tensor.Shape;

/** A dense array seen as [outer, n, inner]; a lane is one run of n elements along the axis. */
record Axis(int outer, int n, int inner) {
  Axis(Shape shape, int axis) {
    this(
        shape.range(0, axis).intSize(),
        shape.dim(axis),
        shape.range(axis + 1, shape.rank()).intSize());
  }

  int lanes() {
    return outer * inner;
  }

  int start(int lane) {
    return lane / inner * n * inner + lane % inner;
  }

  int step() {
    return inner;
  }
}
