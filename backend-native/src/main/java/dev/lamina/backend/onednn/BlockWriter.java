package dev.lamina.backend.onednn;

/** Stores blocks of a dense value. */
record BlockWriter(View to, Register from) {
  void write(int at, int n) {
    switch (from.dtype()) {
      case FLOAT32 -> to.floats().put(at, from.floats(), 0, n);
      case INT64 -> to.longs().put(at, from.longs(), 0, n);
      case INT32 -> {
        for (int i = 0; i < n; i++) {
          to.ints().put(at + i, (int) from.longs()[i]);
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          to.bytes().put(at + i, (byte) from.floats()[i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          to.bytes().put(at + i, (byte) from.longs()[i]);
        }
      }
    }
  }
}
