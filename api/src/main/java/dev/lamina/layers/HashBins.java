package dev.lamina.layers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Texts to bins: FarmHash64 of the UTF-8 bytes, or with a salt SipHash64, modulo the bins. */
final class HashBins {
  private HashBins() {}

  /** One number stands for both halves of the key, as in Keras. */
  static Optional<List<Long>> salt(String layer, Optional<List<Long>> salt) {
    return salt.map(
        s -> {
          Check.that(
              s.size() == 1 || s.size() == 2,
              "%s: salt must be one or two integers, got %s",
              layer,
              s);
          return s.size() == 1 ? List.of(s.get(0), s.get(0)) : List.copyOf(s);
        });
  }

  static long hash(String text, Optional<List<Long>> salt) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return salt.isPresent()
        ? SipHash64.hash(salt.get().get(0), salt.get().get(1), bytes)
        : FarmHash64.hash(bytes);
  }

  static long bin(String text, Optional<List<Long>> salt, long bins) {
    return Long.remainderUnsigned(hash(text, salt), bins);
  }
}
