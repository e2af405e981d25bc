package dev.lamina.ops.image;

/**
 * What the four numbers of a bounding box are. x goes right and y down, in pixels from the image's
 * left and upper border; in formats {@code REL}, parts of the image's width and height.
 */
public enum BoxFormat {
  /** Left, top, right, bottom. */
  XYXY,
  /** Top, left, bottom, right. */
  YXYX,
  /** Left, top, width, height. */
  XYWH,
  /** The centre's x and y, width, height. */
  CENTER_XYWH,
  /** The centre's y and x, height, width. */
  CENTER_YXHW,
  /** Left, top, right, bottom. */
  REL_XYXY,
  /** Top, left, bottom, right. */
  REL_YXYX,
  /** Left, top, width, height. */
  REL_XYWH,
  /** The centre's x and y, width, height. */
  REL_CENTER_XYWH;

  /** Whether numbers are parts of the image's size. */
  public boolean relative() {
    return switch (this) {
      case REL_XYXY, REL_YXYX, REL_XYWH, REL_CENTER_XYWH -> true;
      default -> false;
    };
  }
}
