package dev.lamina.layers.image;

import dev.lamina.graph.Value;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Scope;
import dev.lamina.ops.image.BoundingBoxes;
import dev.lamina.ops.image.BoxFormat;
import dev.lamina.ops.image.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The inputs of a layer that moves pixels, told apart by their rank: images and masks 4, boxes 3,
 * labels of boxes 2.
 */
record Targets(Scope scope, Boxed layer, List<Value> inputs) {
  /** How the layer moves each kind. */
  interface Moves {
    /** Images or masks. */
    Value images(Value x);

    /** Boxes, xyxy in pixels. */
    Value boxes(Value xyxy);
  }

  static boolean isImages(Value x) {
    return x.rank() == 4;
  }

  List<Value> images() {
    return inputs.stream().filter(Targets::isImages).toList();
  }

  static ImageSize size(DataFormat format, Value images) {
    int rows = format == DataFormat.CHANNELS_LAST ? 1 : 2;
    return new ImageSize(images.dim(rows), images.dim(rows + 1));
  }

  /** Refuses what is neither images and masks nor boxes with labels. */
  void check(DataFormat format) {
    Value first = inputs.get(0);
    Images.check(scope, layer, format, first);
    int boxes = 0;
    for (int i = 1; i < inputs.size(); i++) {
      Value x = inputs.get(i);
      boolean isBoxes = x.rank() == 3 && x.dim(2) == 4;
      boolean isLabels =
          x.rank() == 2 && inputs.get(i - 1).rank() == 3 && inputs.get(i - 1).dim(1) == x.dim(1);
      if ((!isImages(x) && !isBoxes && !isLabels) || x.dim(0) != first.dim(0)) {
        throw new IllegalArgumentException(
            "%s (%s): expected images, and of the same batch masks, boxes [batch, n, 4] and behind them their labels [batch, n], got shapes %s"
                .formatted(
                    scope.path(), layer.kerasName(), inputs.stream().map(Value::shape).toList()));
      }
      boxes += isBoxes ? 1 : 0;
    }
    if (boxes > 0 && layer.boundingBoxFormat().isEmpty()) {
      throw new IllegalArgumentException(
          "%s (%s): got boxes but does not know what their numbers are; set boundingBoxFormat, for example to BoxFormat.XYXY"
              .formatted(scope.path(), layer.kerasName()));
    }
  }

  /** All inputs moved, in their order. */
  List<Value> move(ImageSize from, ImageSize to, Moves moves) {
    return move(from, to, moves, (given, moved) -> moved);
  }

  /** What becomes of moved boxes (xyxy), with the boxes as they were given. */
  interface Last {
    Value of(Value given, Value moved);
  }

  List<Value> move(ImageSize from, ImageSize to, Moves moves, Last last) {
    var out = new ArrayList<Value>();
    for (int i = 0; i < inputs.size(); i++) {
      Value x = inputs.get(i);
      if (isImages(x)) {
        out.add(moves.images(x));
        continue;
      }
      BoxFormat format = layer.boundingBoxFormat().orElseThrow();
      UnaryOperator<Value> back =
          b -> BoundingBoxes.convertFormat(last.of(x, b), BoxFormat.XYXY, format, Optional.of(to));
      Value moved =
          moves.boxes(BoundingBoxes.convertFormat(x, format, BoxFormat.XYXY, Optional.of(from)));
      if (i + 1 < inputs.size() && inputs.get(i + 1).rank() == 2) {
        i++;
        List<Value> seen = BoundingBoxes.clipToImageSize(moved, inputs.get(i), BoxFormat.XYXY, to);
        out.add(back.apply(seen.get(0)));
        out.add(seen.get(1));
      } else {
        out.add(back.apply(BoundingBoxes.clipToImageSize(moved, BoxFormat.XYXY, to)));
      }
    }
    return out;
  }
}
