package dev.lamina.layers;

import dev.lamina.graph.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reorders the axes behind the batch. x: [batch, …] -> [batch, …].
 *
 * @param dims a permutation of 1, 2, …: {@code (2, 1)} swaps the two axes behind the batch
 */
@RecordBuilder
public record Permute(List<Integer> dims) implements Layer, PermuteBuilder.With {
  public Permute {
    dims = List.copyOf(dims);
    Check.that(
        dims.stream()
            .sorted()
            .toList()
            .equals(IntStream.rangeClosed(1, dims.size()).boxed().toList()),
        "Permute: dims must be a permutation of 1 to their number, got %s",
        dims);
  }

  public static Permute of(Integer... dims) {
    return new Permute(List.of(dims));
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.rank(scope, this, x, dims.size() + 1, "[batch, …]");
    return x.transpose(
        IntStream.range(0, x.rank()).map(i -> i == 0 ? 0 : dims.get(i - 1)).toArray());
  }
}
