package dev.lamina.ops.image;

/** Rows and columns of an image: what boxes in pixels and relative boxes are converted by. */
public record ImageSize(int height, int width) {
  public ImageSize {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "image size: height and width must be > 0, got %d and %d".formatted(height, width));
    }
  }
}
