package dev.lamina.backend.onednn;

import dev.lamina.tensor.Shape;

/**
 * When a primitive pays off. An execution costs about 0.7 µs, and more when it wakes other threads;
 * a Java loop does a few hundred to a few thousand simple elements in that time.
 *
 * @param elementwise elements from which on an elementwise primitive is faster than a Java loop
 * @param serial work (see {@link Work}) up to which a program runs on one thread: dividing it would
 *     cost more than it saves
 */
record Costs(long elementwise, double serial) {
  static Costs measured() {
    return new Costs(2048, 1e6);
  }

  boolean isSmall(Shape shape) {
    return shape.size() < elementwise;
  }
}
