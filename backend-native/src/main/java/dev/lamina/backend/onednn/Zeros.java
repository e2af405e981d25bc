package dev.lamina.backend.onednn;

import java.nio.ByteBuffer;
import java.util.List;

/** Fills with zeros. */
final class Zeros {
  private static final int BLOCK = 8192;

  private Zeros() {}

  static void emit(Place p, Emission e) {
    e.add(
        new JavaStep(
            "zeros " + p.type(),
            List.of(),
            List.of(p),
            c -> {
              View view = c.view(p);
              byte[] zeros = new byte[BLOCK];
              return () -> fill(view.bytes(), zeros);
            }));
  }

  private static void fill(ByteBuffer to, byte[] zeros) {
    int total = to.capacity();
    for (int at = 0; at < total; at += zeros.length) {
      to.put(at, zeros, 0, Math.min(zeros.length, total - at));
    }
  }
}
