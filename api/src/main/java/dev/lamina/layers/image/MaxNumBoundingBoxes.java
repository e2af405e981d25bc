package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Signature;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Brings the number of bounding boxes of every image to {@code maxNumber}: further ones are cut
 * off, missing ones filled. Called on images, boxes [batch, n, 4] and labels [batch, n] -> images,
 * boxes [batch, maxNumber, 4], labels [batch, maxNumber]; called on images only, changes nothing.
 *
 * @param fillValue of boxes and labels that are missing; empty: -1
 */
@RecordBuilder
public record MaxNumBoundingBoxes(int maxNumber, Optional<Integer> fillValue, DataFormat dataFormat)
    implements Layer, MaxNumBoundingBoxesBuilder.With {
  public MaxNumBoundingBoxes {
    if (maxNumber < 1) {
      throw new IllegalArgumentException(
          "MaxNumBoundingBoxes: maxNumber must be > 0, got " + maxNumber);
    }
  }

  public static MaxNumBoundingBoxes of(int maxNumber) {
    return new MaxNumBoundingBoxes(maxNumber, Optional.empty(), DataFormat.CHANNELS_LAST);
  }

  @Override
  public Signature signature() {
    return Signature.of("images", "boxes", "labels");
  }

  @Override
  public Value apply(Scope scope, Value images) {
    return images;
  }

  @Override
  public List<Value> call(Scope scope, List<Value> inputs) {
    if (inputs.size() == 1) {
      return inputs;
    }
    boolean fits =
        inputs.size() == 3
            && inputs.get(1).rank() == 3
            && inputs.get(2).rank() == 2
            && inputs.get(1).dim(1) == inputs.get(2).dim(1);
    if (!fits) {
      throw new IllegalArgumentException(
          "%s (MaxNumBoundingBoxes): expected images, boxes [batch, n, 4] and labels [batch, n], got shapes %s"
              .formatted(scope.path(), inputs.stream().map(Value::shape).toList()));
    }
    return List.of(inputs.get(0), sized(inputs.get(1)), sized(inputs.get(2)));
  }

  private Value sized(Value x) {
    int n = x.dim(1);
    int[] none = new int[x.rank()];
    int[] behind = new int[x.rank()];
    behind[1] = Math.max(0, maxNumber - n);
    return x.slice(1, 0, Math.min(n, maxNumber)).pad(none, behind, fillValue.orElse(-1));
  }
}
