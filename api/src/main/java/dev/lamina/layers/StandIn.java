package dev.lamina.layers;

import java.util.function.IntFunction;

/**
 * Sizes that stand for unknown dimensions while a layer or network is written only to learn its
 * shapes and weights. Nothing of that size is computed.
 *
 * <p>They are large enough for any window and divisible by what networks halve or divide by, so
 * that what was pooled and scaled up again fits what was not. Where a network asks for more, say
 * for 12 more than a multiple of 16 (arXiv:1505.04597), the next sizes are tried.
 */
public final class StandIn {
  /** For what an engine is asked about: it may have limits of size. */
  public static final int SMALL = 96;

  /** No size that a user's data is likely to have: messages show it as unknown. */
  public static final int FIRST = 1056;

  /** What differs between the two is unknown. */
  static final int SECOND = 1632;

  private static final int TRIES = 32;

  private StandIn() {}

  /**
   * What {@code of} makes of the first size from {@code start} on that it takes.
   *
   * @throws IllegalArgumentException if it takes none: why it did not take the first, which the
   *     message calls {@code None}
   */
  public static <T> T search(int start, IntFunction<T> of) {
    return search(start, TRIES, of);
  }

  /** The same for one size. */
  static <T> T only(int size, IntFunction<T> of) {
    return search(size, 1, of);
  }

  private static <T> T search(int start, int tries, IntFunction<T> of) {
    try {
      return of.apply(start);
    } catch (IllegalArgumentException e) {
      for (int size = start + 1; size < start + tries; size++) {
        try {
          return of.apply(size);
        } catch (IllegalArgumentException again) {
          // The reason against the first size is the one to tell.
        }
      }
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(message.replaceAll("\\b" + start + "\\b", "None"), e);
    }
  }
}
