package dev.lamina.backend.onednn;

import org.jspecify.annotations.Nullable;

/** A piece of memory that values live in. */
sealed interface Storage {
  long bytes();

  /** The buffer of the program's variable number {@code index}. */
  record OfVariable(int index, long bytes) implements Storage {}

  /** A literal, shared by all contexts of a program. */
  record OfConstant(OffHeap memory, long bytes) implements Storage {}

  /** A part of a frame, at an offset that the {@link Layout} chooses; identity equality. */
  final class InFrame implements Storage {
    private final Frame frame;
    private final long bytes;
    private long offset;

    InFrame(Frame frame, long bytes) {
      this.frame = frame;
      this.bytes = bytes;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    Frame frame() {
      return frame;
    }

    void place(long at) {
      offset = at;
    }

    /** From the start of the arena; known once the layout is made. */
    long offset() {
      return frame.offset() + offset;
    }
  }

  /** The memory that one list of steps works in: the arena, or for a scan's body a part of it. */
  final class Frame {
    private @Nullable InFrame home;

    private Frame() {}

    /** At the start of the arena, until it is placed elsewhere. */
    static Frame unplaced() {
      return new Frame();
    }

    /** Puts the frame into a storage of the frame around it. */
    void place(InFrame into) {
      home = into;
    }

    private long offset() {
      return home == null ? 0 : home.offset();
    }
  }
}
