package dev.lamina.serialization.hdf5;

/**
 * What an HDF5 file may hold.
 *
 * @param depth the most groups inside of each other
 * @param objects the most groups and datasets
 * @param messages the most messages of one object: its attributes and properties
 * @param text the most bytes of all texts of variable length together
 * @param ratio the most bytes that one compressed byte may stand for, in datasets that are larger
 *     than {@code freely}
 * @param freely datasets up to this size may be compressed however well, in bytes
 */
record Hdf5Limits(int depth, int objects, int messages, long text, long ratio, long freely) {
  private static final int DEPTH = 64;
  private static final int OBJECTS = 1_000_000;
  private static final int MESSAGES = 65_536;
  private static final long TEXT = 128L << 20;
  private static final int RATIO = 200;
  private static final long FREELY = 32L << 20;

  /** The system property that sets the ratio. */
  static final String RATIO_PROPERTY = "lamina.hdf5.maxRatio";

  static Hdf5Limits standard() {
    return new Hdf5Limits(
        DEPTH, OBJECTS, MESSAGES, TEXT, Math.max(1, Long.getLong(RATIO_PROPERTY, RATIO)), FREELY);
  }
}
