package dev.lamina.serialization.hdf5;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which bytes of a file are taken, and by what. */
final class Extents {
  private record Taken(long end, String by) {}

  private final TreeMap<Long, Taken> all = new TreeMap<>();

  /** Takes some bytes; tells what has taken them already. */
  Optional<String> claim(long from, long n, String by) {
    if (n == 0) {
      return Optional.empty();
    }
    Map.Entry<Long, Taken> before = all.lowerEntry(from + n);
    if (before != null && before.getValue().end > from) {
      return Optional.of(before.getValue().by);
    }
    all.put(from, new Taken(from + n, by));
    return Optional.empty();
  }
}
