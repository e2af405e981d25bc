package dev.lamina.layers;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * The same elements in another shape. x: [batch, …] -> [batch, targetShape…].
 *
 * @param targetShape without the batch; one entry may be -1: whatever is left
 */
@RecordBuilder
public record Reshape(List<Integer> targetShape) implements Layer, ReshapeBuilder.With {
  public Reshape {
    targetShape = List.copyOf(targetShape);
    Check.that(
        targetShape.stream().allMatch(d -> d >= -1)
            && targetShape.stream().filter(d -> d == -1).count() <= 1,
        "Reshape: targetShape must hold sizes >= 0 and at most one -1, got %s",
        targetShape);
  }

  public static Reshape of(int... targetShape) {
    return new Reshape(Arrays.stream(targetShape).boxed().toList());
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Check.minRank(scope, this, x, 1, "[batch, …]");
    Shape rest = x.shape().range(1, x.rank());
    int known = targetShape.stream().filter(d -> d != -1).reduce(1, Math::multiplyExact);
    boolean infer = targetShape.contains(-1);
    Check.that(
        infer ? known > 0 && rest.size() % known == 0 : rest.size() == known,
        "%s (Reshape): cannot reshape %s to %s: %d elements a sample do not fit",
        scope.path(),
        rest,
        targetShape,
        rest.size());
    var dims = targetShape.stream().map(d -> d == -1 ? rest.intSize() / known : d).toList();
    return x.reshape(Shape.of(x.dim(0)).concat(Shape.of(dims)));
  }
}
