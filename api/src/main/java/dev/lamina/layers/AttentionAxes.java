package dev.lamina.layers;

import dev.lamina.activations.Activations;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sums of attention over any axes of values [batch, …, heads, dim]: the others, heads included,
 * are kept apart.
 *
 * @param scores key, query -> [batch, …, heads, queries…, keys…]
 * @param mix scores, value -> query's shape with the dim of value
 */
record AttentionAxes(String scores, String mix, int attended) {
  /** {@code axes}: those of queries and keys among {@code rank}. */
  static AttentionAxes of(int rank, List<Integer> axes) {
    String query = letters(IntStream.range(0, rank).boxed().toList(), 'a');
    // The keys' axes have letters of their own; the dim of the value is that of the output.
    String key =
        IntStream.range(0, rank)
            .mapToObj(i -> String.valueOf((char) ((axes.contains(i) ? 'A' : 'a') + i)))
            .collect(Collectors.joining());
    String kept =
        letters(IntStream.range(0, rank - 1).filter(i -> !axes.contains(i)).boxed().toList(), 'a');
    String product = kept + letters(axes, 'a') + letters(axes, 'A');
    return new AttentionAxes(
        key + "," + query + "->" + product, product + "," + key + "->" + query, axes.size());
  }

  private static String letters(List<Integer> axes, char first) {
    return axes.stream().map(i -> String.valueOf((char) (first + i))).collect(Collectors.joining());
  }

  /** A mask [batch, queries…, keys…] with axes of size one before the queries'. */
  Value expand(Value mask) {
    Value m = mask;
    while (m.rank() < scores.length() - scores.indexOf('>') - 1) {
      m = m.reshape(m.shape().insert(Math.max(0, m.rank() - 2 * attended), 1));
    }
    return m;
  }

  /** Softmax over all keys' axes together. */
  Value softmax(Value logits) {
    if (attended == 1) {
      return Activations.softmax(logits, logits.rank() - 1);
    }
    int first = logits.rank() - attended;
    Shape outer = logits.shape().range(0, first);
    int keys = logits.shape().range(first, logits.rank()).intSize();
    Value flat = logits.reshape(outer.concat(Shape.of(keys)));
    return Activations.softmax(flat, first).reshape(logits.shape());
  }
}
