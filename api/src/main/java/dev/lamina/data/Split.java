package dev.lamina.data;

/** A data set in two parts, as Keras' {@code split_dataset} cuts it: from the front and the end. */
public record Split(Dataset left, Dataset right) {
  /** The first {@code left} and the last {@code right} samples; those between are left out. */
  static Split of(Dataset all, int left, int right) {
    if (left < 0 || right < 0 || left > all.size() - right) {
      throw new IllegalArgumentException(
          "Dataset: split: expected sizes >= 0 that are together at most %d, got %d and %d"
              .formatted(all.size(), left, right));
    }
    return new Split(all.rows(0, left), all.rows(all.size() - right, all.size()));
  }

  /** A share of all samples, rounded to even as Python does. */
  static int share(Dataset all, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Dataset: split: expected a share in (0, 1), got %s; a number of samples is an int"
              .formatted(share));
    }
    return (int) Math.rint(share * all.size());
  }
}
