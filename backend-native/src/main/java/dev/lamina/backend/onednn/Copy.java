package dev.lamina.backend.onednn;

import java.util.List;

/** Copies a dense value as it is. */
final class Copy {
  private Copy() {}

  static void emit(Place from, Place to, Emission e) {
    int n = Math.toIntExact(to.type().bytes());
    e.add(
        new JavaStep(
            "copy " + to.type(),
            List.of(from),
            List.of(to),
            c -> {
              View source = c.view(from);
              View target = c.view(to);
              return () -> target.bytes().put(0, source.bytes(), 0, n);
            }));
  }
}
