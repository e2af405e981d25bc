package dev.lamina.testkit.conformance;

import dev.lamina.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/**
 * What holds for every random draw of an augmentation. Images: [batch, rows, columns, channels].
 */
final class RandomImages {
  private static final double SLACK = 1e-2;

  private final Comparison comparison;
  private final String layer;
  private final Tensor x;

  RandomImages(Comparison comparison, String layer, Tensor x) {
    this.comparison = comparison;
    this.layer = layer;
    this.x = x;
  }

  void shape(Tensor y, JsonNode want) {
    comparison.equal("rank", y.shape().rank(), want.size());
    for (int i = 0; i < want.size(); i++) {
      comparison.equal("size of axis " + i, y.shape().dim(i), want.get(i).intValue());
    }
  }

  void range(Tensor y, JsonNode range) {
    for (double v : y.toDoubles()) {
      boolean inside =
          v >= range.get(0).doubleValue() - SLACK && v <= range.get(1).doubleValue() + SLACK;
      if (!inside) {
        comparison.that(false, "value %s is not in %s".formatted(v, range));
        return;
      }
    }
  }

  /** The rules of layers whose results are made of given pixels. */
  void kind(Tensor y, JsonNode config) {
    if (config.path("data_format").asString("channels_last").equals("channels_first")) {
      return;
    }
    for (int b = 0; b < x.shape().dim(0); b++) {
      boolean ok =
          switch (layer) {
            case "RandomFlip" -> flipped(y, b, config.path("mode").asString(""));
            case "RandomCrop" -> window(y, b);
            case "RandomErasing" -> erased(y, b, config.path("fill_value"));
            case "RandomInvert" -> inverted(y, b, config.path("value_range"));
            case "CutMix" -> taken(y, b);
            default -> true;
          };
      comparison.that(ok, "image %d is none that %s makes of the input".formatted(b, layer));
    }
  }

  private int rows() {
    return x.shape().dim(1);
  }

  private int columns() {
    return x.shape().dim(2);
  }

  private static double at(Tensor t, int b, int row, int column, int channel) {
    int[] n = t.shape().toArray();
    return t.getDouble(((b * n[1] + row) * n[2] + column) * n[3] + channel);
  }

  /** Where a pixel of the result may come from. */
  private interface Source {
    double at(int row, int column, int channel);
  }

  private boolean same(Tensor y, int b, Source source) {
    for (int r = 0; r < y.shape().dim(1); r++) {
      for (int c = 0; c < y.shape().dim(2); c++) {
        for (int k = 0; k < y.shape().dim(3); k++) {
          if (Math.abs(at(y, b, r, c, k) - source.at(r, c, k)) > SLACK) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean flipped(Tensor y, int b, String mode) {
    boolean sides = mode.contains("horizontal");
    boolean ends = mode.contains("vertical");
    return same(y, b, (r, c, k) -> at(x, b, r, c, k))
        || same(
            y,
            b,
            (r, c, k) -> at(x, b, ends ? rows() - 1 - r : r, sides ? columns() - 1 - c : c, k));
  }

  private boolean window(Tensor y, int b) {
    for (int top = 0; top <= rows() - y.shape().dim(1); top++) {
      for (int left = 0; left <= columns() - y.shape().dim(2); left++) {
        int t = top;
        int l = left;
        if (same(y, b, (r, c, k) -> at(x, b, t + r, l + c, k))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean inverted(Tensor y, int b, JsonNode range) {
    double high = range.get(1).doubleValue();
    return same(y, b, (r, c, k) -> at(x, b, r, c, k))
        || same(y, b, (r, c, k) -> high - at(x, b, r, c, k));
  }

  /** Pixels are kept but for one rectangle of the filling. */
  private boolean erased(Tensor y, int b, JsonNode fill) {
    return !fill.isNumber()
        || rectangle(y, b, (r, c, k) -> fill.doubleValue(), (r, c, k) -> at(x, b, r, c, k));
  }

  private boolean taken(Tensor y, int b) {
    for (int other = 0; other < x.shape().dim(0); other++) {
      int o = other;
      if (rectangle(y, b, (r, c, k) -> at(x, o, r, c, k), (r, c, k) -> at(x, b, r, c, k))) {
        return true;
      }
    }
    return false;
  }

  /** All is {@code outside} but for a rectangle, which is {@code inside}. */
  private boolean rectangle(Tensor y, int b, Source inside, Source outside) {
    int top = rows();
    int bottom = -1;
    int left = columns();
    int right = -1;
    for (int r = 0; r < rows(); r++) {
      for (int c = 0; c < columns(); c++) {
        for (int k = 0; k < x.shape().dim(3); k++) {
          if (Math.abs(at(y, b, r, c, k) - outside.at(r, c, k)) > SLACK) {
            top = Math.min(top, r);
            bottom = Math.max(bottom, r);
            left = Math.min(left, c);
            right = Math.max(right, c);
          }
        }
      }
    }
    int t = top;
    int u = bottom;
    int l = left;
    int v = right;
    return same(
        y,
        b,
        (r, c, k) ->
            r >= t && r <= u && c >= l && c <= v ? inside.at(r, c, k) : outside.at(r, c, k));
  }
}
