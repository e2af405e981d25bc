package dev.lamina.serialization.zip;

/**
 * What a zip file may hold.
 *
 * @param entries the most entries
 * @param nameBytes the longest name, in bytes of UTF-8
 * @param ratio the most bytes that one compressed byte may stand for, in entries that are larger
 *     than {@code freely}
 * @param freely entries up to this size may be compressed however well, in bytes
 */
public record ZipLimits(int entries, int nameBytes, long ratio, long freely) {
  /** The system property that sets {@link #ratio}, such as {@code 500}. */
  public static final String RATIO_PROPERTY = "lamina.zip.maxRatio";

  private static final int MOST_ENTRIES = 20_000;
  private static final int LONGEST_NAME = 1024;
  private static final int RATIO = 200;
  private static final long FREELY = 32L << 20;

  /** Limits that no model written by Keras or Lamina comes near. */
  public static ZipLimits standard() {
    return new ZipLimits(
        MOST_ENTRIES, LONGEST_NAME, Math.max(1, Long.getLong(RATIO_PROPERTY, RATIO)), FREELY);
  }
}
