package dev.lamina.layers;

import java.util.List;
import java.util.stream.IntStream;

/** Which sequences of neighbouring tokens TextVectorization makes tokens of. */
public sealed interface Ngrams {
  /** All lengths from 1 to {@code most}. */
  record UpTo(int most) implements Ngrams {
    public UpTo {
      Check.positive("TextVectorization", "ngrams", most);
    }

    @Override
    public List<Integer> lengths() {
      return IntStream.rangeClosed(1, most).boxed().toList();
    }
  }

  /** Just these lengths, in this order. */
  record Lengths(List<Integer> lengths) implements Ngrams {
    public Lengths {
      lengths = List.copyOf(lengths);
      Check.positive("TextVectorization", "ngrams", lengths, Math.max(1, lengths.size()));
    }
  }

  static Ngrams upTo(int most) {
    return new UpTo(most);
  }

  static Ngrams of(Integer... lengths) {
    return new Lengths(List.of(lengths));
  }

  /** The lengths, in the order in which they appear in the output. */
  List<Integer> lengths();
}
