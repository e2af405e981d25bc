package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Storage.Frame;
import dev.lamina.backend.onednn.Storage.InFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the offsets of a frame's storages, so that those needed at the same time do not overlap:
 * the largest first, each at the lowest free place.
 */
final class Layout {
  private record Life(InFrame storage, int from, int to) {
    boolean meets(Life other) {
      return from <= other.to && other.from <= to;
    }
  }

  private Layout() {}

  /**
   * Places all storages of {@code frame} and returns its size; {@code first} are in use from the
   * start, {@code last} to the end.
   */
  static long assign(Frame frame, List<Step> steps, List<Place> first, List<Place> last) {
    List<Life> lives = lives(frame, steps, first, last);
    lives.sort(Comparator.comparingLong((Life l) -> l.storage().bytes()).reversed());
    var placed = new ArrayList<Life>();
    var offsets = new ArrayList<Long>();
    long size = 0;
    for (Life life : lives) {
      long bytes = padded(life.storage().bytes());
      long at = lowest(life, bytes, placed, offsets);
      life.storage().place(at);
      placed.add(life);
      offsets.add(at);
      size = Math.max(size, at + bytes);
    }
    return size;
  }

  private static long padded(long bytes) {
    long a = OffHeap.ALIGNMENT;
    return Math.max(a, (bytes + a - 1) / a * a);
  }

  private static long lowest(Life life, long bytes, List<Life> placed, List<Long> offsets) {
    record Used(long from, long to) {}
    var used = new ArrayList<Used>();
    for (int i = 0; i < placed.size(); i++) {
      if (placed.get(i).meets(life)) {
        long at = offsets.get(i);
        used.add(new Used(at, at + padded(placed.get(i).storage().bytes())));
      }
    }
    used.sort(Comparator.comparingLong(Used::from));
    long at = 0;
    for (Used u : used) {
      if (u.from() - at >= bytes) {
        return at;
      }
      at = Math.max(at, u.to());
    }
    return at;
  }

  private static List<Life> lives(
      Frame frame, List<Step> steps, List<Place> first, List<Place> last) {
    Map<InFrame, int[]> range = new LinkedHashMap<>();
    first.forEach(p -> touch(frame, p.storage(), 0, range));
    last.forEach(p -> touch(frame, p.storage(), steps.size(), range));
    for (int i = 0; i < steps.size(); i++) {
      for (Place p : steps.get(i).reads()) {
        touch(frame, p.storage(), i, range);
      }
      for (Place p : steps.get(i).writes()) {
        touch(frame, p.storage(), i, range);
      }
    }
    var lives = new ArrayList<Life>();
    range.forEach((s, r) -> lives.add(new Life(s, r[0], r[1])));
    return lives;
  }

  private static void touch(Frame frame, Storage s, int step, Map<InFrame, int[]> range) {
    if (s instanceof InFrame f && f.frame() == frame) {
      int[] r = range.computeIfAbsent(f, k -> new int[] {step, step});
      r[0] = Math.min(r[0], step);
      r[1] = Math.max(r[1], step);
    }
  }
}
