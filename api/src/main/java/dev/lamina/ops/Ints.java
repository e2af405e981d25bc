package dev.lamina.ops;

import java.util.List;
import java.util.stream.IntStream;

/** One whole number or several, where Keras takes either: {@code axis=1} or {@code axis=(1, 2)}. */
public record Ints(List<Integer> values, boolean single) {
  public Ints {
    values = List.copyOf(values);
    if (single && values.size() != 1) {
      throw new IllegalArgumentException("expected one number, got " + values);
    }
  }

  /** A single number; several are a list. */
  public static Ints of(int... values) {
    return new Ints(IntStream.of(values).boxed().toList(), values.length == 1);
  }

  /** A list, of one number too. */
  public static Ints list(List<Integer> values) {
    return new Ints(values, false);
  }

  public int[] toArray() {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The only number. */
  public int get() {
    if (values.size() != 1) {
      throw new IllegalArgumentException("expected one number, got " + values);
    }
    return values.get(0);
  }
}
