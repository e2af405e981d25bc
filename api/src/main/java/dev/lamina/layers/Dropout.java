package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * In training, sets each element to 0 with probability {@code rate} and divides the others by 1 -
 * rate (Srivastava et al. 2014); in inference x itself. Any shape.
 *
 * @param seed kept for Keras' files; the model's seed decides
 * @param noiseShape the shape of the random mask, which broadcasts to x; an empty entry is the size
 *     of x there: {@code [batch, 1, features]} drops whole features of a sequence
 */
@RecordBuilder
public record Dropout(
    double rate, Optional<Long> seed, Optional<List<Optional<Integer>>> noiseShape)
    implements Layer, DropoutBuilder.With {
  public Dropout {
    Check.rate("Dropout", "rate", rate);
    noiseShape = noiseShape.map(List::copyOf);
  }

  public static Dropout of(double rate) {
    return new Dropout(rate, Optional.empty(), Optional.empty());
  }

  /** With a noise shape; -1: as large as the input there. */
  public static Dropout of(double rate, int... noiseShape) {
    var entries =
        Arrays.stream(noiseShape)
            .mapToObj(d -> d == -1 ? Optional.<Integer>empty() : Optional.of(d))
            .toList();
    return new Dropout(rate, Optional.empty(), Optional.of(entries));
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return drop(scope, x, rate, noise(scope, this, x, noiseShape));
  }

  /** The shape of a layer's random mask for x; empty entries are the sizes of x. */
  static Shape noise(
      Scope scope, Layer layer, Value x, Optional<List<Optional<Integer>>> noiseShape) {
    if (noiseShape.isEmpty()) {
      return x.shape();
    }
    List<Optional<Integer>> entries = noiseShape.get();
    Check.that(
        entries.size() == x.rank(),
        "%s (%s): expected a noiseShape of %d entries for input %s, got %s",
        scope.path(),
        layer.kerasName(),
        x.rank(),
        x.shape(),
        entries);
    int[] dims = x.shape().toArray();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = entries.get(i).orElse(dims[i]);
    }
    return Shape.of(dims);
  }

  /** Inverted dropout with a mask of the given shape; x itself outside of training. */
  static Value drop(Scope scope, Value x, double rate, Shape noise) {
    if (!scope.training() || rate == 0) {
      return x;
    }
    Value zero = Value.scalar(x.dtype(), 0);
    if (rate == 1) {
      return zero.broadcastTo(x.shape());
    }
    return scope.random(noise).ge(rate).select(x.times(1 / (1 - rate)), zero);
  }
}
