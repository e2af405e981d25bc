package dev.lamina.layers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that a lookup layer knows, in order, with an index to find them by. Equality is that
 * of the tokens.
 *
 * @param <T> {@code String} or {@code Long}
 */
public final class Vocabulary<T> {
  private final List<T> tokens;
  private final Map<T, Integer> last = new HashMap<>();

  private Vocabulary(List<T> tokens) {
    this.tokens = List.copyOf(tokens);
    for (int i = 0; i < this.tokens.size(); i++) {
      last.put(this.tokens.get(i), i);
    }
  }

  public static <T> Vocabulary<T> of(List<T> tokens) {
    return new Vocabulary<>(tokens);
  }

  public List<T> tokens() {
    return tokens;
  }

  public int size() {
    return tokens.size();
  }

  /** The token's position; -1 if it is not there. */
  int position(T token) {
    return last.getOrDefault(token, -1);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Vocabulary<?> v && tokens.equals(v.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  @Override
  public String toString() {
    return tokens.size() <= 8
        ? tokens.toString()
        : "%s … (%d tokens)".formatted(tokens.subList(0, 8), tokens.size());
  }
}
