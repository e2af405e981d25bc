package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Reduce;
import dev.lamina.ops.Promotion;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The sum of products along one axis of each input (batch dot). Inputs: a [batch, …], b [batch, …]
 * -> [batch, rest of a…, rest of b…].
 *
 * @param axes one axis for both inputs, or one for each
 * @param normalize cosine instead of dot product
 */
@RecordBuilder
public record Dot(List<Integer> axes, boolean normalize) implements Layer, DotBuilder.With {
  public Dot {
    axes = List.copyOf(axes);
    Check.that(
        axes.size() == 1 || axes.size() == 2, "Dot: axes must be one or two axes, got %s", axes);
  }

  public static Dot of(Integer... axes) {
    return new Dot(List.of(axes), false);
  }

  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return call(scope, List.of(x)).get(0);
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    Check.that(
        inputs.size() == 2, "%s (Dot): expected 2 inputs, got %d", scope.path(), inputs.size());
    List<Value> both = Promotion.together(inputs);
    Value a = both.get(0);
    Value b = both.get(1);
    int i = Check.axis(scope, this, a, axes.get(0));
    int j = Check.axis(scope, this, b, axes.get(axes.size() - 1));
    Check.that(
        i > 0 && j > 0 && a.dim(0) == b.dim(0) && a.dim(i) == b.dim(j),
        "%s (Dot): expected inputs of one batch size and of one size on axes %s (not the batch), got"
            + " %s and %s",
        scope.path(),
        axes,
        a.shape(),
        b.shape());
    // [batch, rest, n] each, so that their product is over n.
    Value left = Axes.toEnd(a.rank(), List.of(i)).there(normalized(a, i));
    Value right = Axes.toEnd(b.rank(), List.of(j)).there(normalized(b, j));
    Shape restA = left.shape().range(1, a.rank() - 1);
    Shape restB = right.shape().range(1, b.rank() - 1);
    Value product = flat(left, restA).matmul(flat(right, restB), false, true);
    Shape out = Shape.of(a.dim(0)).concat(restA).concat(restB);
    return List.of(product.reshape(out.rank() == 1 ? out.concat(Shape.of(1)) : out));
  }

  private static Value flat(Value x, Shape rest) {
    return x.reshape(x.dim(0), rest.intSize(), x.dim(-1));
  }

  private Value normalized(Value x, int axis) {
    // Keras' epsilon keeps a zero vector finite.
    Value squares = x.square().reduce(Reduce.Kind.SUM, true, axis);
    return normalize ? x.times(squares.max(1e-14).rsqrt()) : x;
  }

  @Override
  public List<Optional<Value>> computeMasks(Scope scope, List<Value> inputs, List<Value> outputs) {
    return List.of(Optional.empty());
  }
}
