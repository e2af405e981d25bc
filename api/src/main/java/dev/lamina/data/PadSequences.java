package dev.lamina.data;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Sequences of different lengths as one tensor (Keras: {@code pad_sequences}). Sequences of shape
 * [time, …] -> [sequences, maxlen, …].
 *
 * @param maxlen the length of all; empty: that of the longest
 * @param dtype elements of the result
 * @param padding on which side short sequences are filled up
 * @param truncating from which side long ones are cut
 * @param value what they are filled up with
 */
public record PadSequences(
    OptionalInt maxlen, DType dtype, Side padding, Side truncating, double value) {
  /** The front or the end of a sequence. */
  public enum Side {
    PRE,
    POST
  }

  public PadSequences {
    if (maxlen.isPresent() && maxlen.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "PadSequences: maxlen must be > 0, got " + maxlen.getAsInt());
    }
  }

  /** As long as the longest, zeros in front, int32. */
  public static PadSequences of() {
    return new PadSequences(OptionalInt.empty(), DType.INT32, Side.PRE, Side.PRE, 0);
  }

  /** This long, zeros in front, cut in front, int32. */
  public static PadSequences of(int maxlen) {
    return new PadSequences(OptionalInt.of(maxlen), DType.INT32, Side.PRE, Side.PRE, 0);
  }

  public PadSequences padding(Side side) {
    return new PadSequences(maxlen, dtype, side, truncating, value);
  }

  public PadSequences truncating(Side side) {
    return new PadSequences(maxlen, dtype, padding, side, value);
  }

  public PadSequences value(double fill) {
    return new PadSequences(maxlen, dtype, padding, truncating, fill);
  }

  public PadSequences dtype(DType elements) {
    return new PadSequences(maxlen, elements, padding, truncating, value);
  }

  /** Sequences of numbers. */
  public Tensor pad(int[]... sequences) {
    return pad(Arrays.stream(sequences).map(s -> Tensor.of(s)).toList());
  }

  /** Sequences whose steps have one shape. */
  public Tensor pad(List<Tensor> sequences) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("PadSequences: expected at least one sequence, got none");
    }
    int longest = sequences.stream().mapToInt(s -> s.shape().dim(0)).max().orElse(0);
    int length = maxlen.orElse(longest);
    Tensor model =
        sequences.stream().filter(s -> s.shape().dim(0) > 0).findFirst().orElse(sequences.get(0));
    int[] step = IntStream.range(1, model.shape().rank()).map(model.shape()::dim).toArray();
    int width = Shape.of(step).intSize();
    double[] out = new double[sequences.size() * length * width];
    Arrays.fill(out, value);
    for (int i = 0; i < sequences.size(); i++) {
      Tensor s = sequences.get(i);
      int n = s.shape().dim(0);
      if (n > 0 && s.size() / n != width) {
        throw new IllegalArgumentException(
            "PadSequences: expected steps of shape %s in all sequences, got sequence %d of shape %s"
                .formatted(Arrays.toString(step), i, s.shape()));
      }
      int kept = Math.min(n, length);
      int from = truncating == Side.PRE ? n - kept : 0;
      int to = padding == Side.PRE ? length - kept : 0;
      for (int k = 0; k < kept * width; k++) {
        out[(i * length + to) * width + k] = s.getDouble(from * width + k);
      }
    }
    int[] dims =
        IntStream.concat(IntStream.of(sequences.size(), length), IntStream.of(step)).toArray();
    return Tensor.wrap(out, Shape.of(dims)).cast(dtype);
  }
}
