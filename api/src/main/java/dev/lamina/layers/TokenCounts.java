package dev.lamina.layers;

import dev.lamina.tensor.Shape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** How often tokens occur, and in how many documents. */
final class TokenCounts<T> {
  private final Comparator<T> order;
  private final Map<T, Long> counts = new HashMap<>();
  private final Map<T, Long> documentCounts = new HashMap<>();
  private long documents;

  TokenCounts(Comparator<T> order) {
    this.order = order;
  }

  void addDocument(List<T> tokens) {
    documents++;
    tokens.forEach(t -> counts.merge(t, 1L, Long::sum));
    new HashSet<>(tokens).forEach(t -> documentCounts.merge(t, 1L, Long::sum));
  }

  /** Each row of {@code shape} is a document; of rank 1, each token. */
  void addDocuments(List<T> tokens, Shape shape) {
    int row = shape.rank() < 2 ? 1 : Math.max(1, tokens.size() / Math.max(1, shape.dim(0)));
    for (int at = 0; at < tokens.size(); at += row) {
      addDocument(tokens.subList(at, at + row));
    }
  }

  /** The most frequent first; of equal ones the larger first. */
  List<T> byFrequency() {
    Comparator<T> frequency = Comparator.comparing(t -> counts.getOrDefault(t, 0L));
    return counts.keySet().stream().sorted(frequency.thenComparing(order).reversed()).toList();
  }

  /** ln(1 + documents / (1 + documents with the token)) in float32, as Keras keeps it. */
  double idf(T token) {
    double with = documentCounts.getOrDefault(token, 0L);
    return (float) Math.log(1 + documents / (1 + with));
  }

  /** Texts as their code points, which is the order of their UTF-8 bytes. */
  static Comparator<String> byCodePoints() {
    return (a, b) -> {
      int i = 0;
      while (i < a.length() && i < b.length()) {
        int x = a.codePointAt(i);
        int y = b.codePointAt(i);
        if (x != y) {
          return Integer.compare(x, y);
        }
        i += Character.charCount(x);
      }
      return Integer.compare(a.length(), b.length());
    };
  }
}
