package dev.lamina.backend.onednn;

import dev.lamina.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/** Copies elements of any type between strided regions; strides may be negative or zero. */
final class StridedCopy {
  /** Bytes from which on a row is copied as a block. */
  private static final int BLOCK = 32;

  private StridedCopy() {}

  /** Offsets and strides count elements. */
  static void emit(
      Place source,
      int start,
      int[] from,
      Place target,
      int into,
      int[] to,
      Shape shape,
      Emission e) {
    var strides = new Strides(shape, from, to);
    int bytes = source.dtype().bytes();
    e.add(
        new JavaStep(
            "strided_copy " + shape,
            List.of(source),
            List.of(target),
            c -> {
              View s = c.view(source);
              View t = c.view(target);
              return () -> copy(s.bytes(), start, t.bytes(), into, strides, bytes);
            }));
  }

  private static void copy(
      ByteBuffer source, int start, ByteBuffer target, int into, Strides s, int bytes) {
    int last = s.rank() - 1;
    int n = s.dim(last);
    int from = s.from(last) * bytes;
    int to = s.to(last) * bytes;
    boolean block = from == bytes && to == bytes && n * bytes >= BLOCK;
    int rows = s.rows();
    for (int row = 0; row < rows; row++) {
      int i = (start + s.fromOfRow(row)) * bytes;
      int o = (into + s.toOfRow(row)) * bytes;
      if (block) {
        target.put(o, source, i, n * bytes);
      } else {
        row(source, i, from, target, o, to, n, bytes);
      }
    }
  }

  private static void row(
      ByteBuffer source, int i, int from, ByteBuffer target, int o, int to, int n, int bytes) {
    switch (bytes) {
      case 4 -> {
        for (int k = 0; k < n; k++) {
          target.putInt(o + k * to, source.getInt(i + k * from));
        }
      }
      case 8 -> {
        for (int k = 0; k < n; k++) {
          target.putLong(o + k * to, source.getLong(i + k * from));
        }
      }
      case 2 -> {
        for (int k = 0; k < n; k++) {
          target.putShort(o + k * to, source.getShort(i + k * from));
        }
      }
      default -> {
        for (int k = 0; k < n; k++) {
          target.put(o + k * to, source.get(i + k * from));
        }
      }
    }
  }
}
