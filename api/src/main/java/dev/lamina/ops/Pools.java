package dev.lamina.ops;

import dev.lamina.graph.Operation;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.Window;
import dev.lamina.layers.AdaptiveWindows;
import dev.lamina.layers.DataFormat;
import dev.lamina.layers.Padding;
import dev.lamina.layers.Spatial;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Pooling over one to three spatial axes. x: [batch, spatial…, channels], or [batch, channels,
 * spatial…]; sizes and strides are one number, or one for each spatial axis.
 */
public final class Pools {
  private Pools() {}

  /**
   * The largest element of each window; padding does not count.
   *
   * @param strides empty: the size of the window
   */
  public record MaxPool(
      Ints poolSize, Optional<Ints> strides, Padding padding, DataFormat dataFormat)
      implements Operation.OfOne {
    public MaxPool {
      check("max_pool", poolSize, strides, padding);
    }

    /** Keras' defaults: windows that do not overlap, padding valid, channels last. */
    public static MaxPool of(int... poolSize) {
      return new MaxPool(
          Ints.of(poolSize), Optional.empty(), Padding.VALID, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Value write(Value x) {
      return pool("max_pool", x, Pool.Kind.MAX, poolSize, strides, padding, dataFormat);
    }
  }

  /**
   * The mean of each window; padding does not count.
   *
   * @param strides empty: the size of the window
   */
  public record AveragePool(
      Ints poolSize, Optional<Ints> strides, Padding padding, DataFormat dataFormat)
      implements Operation.OfOne {
    public AveragePool {
      check("average_pool", poolSize, strides, padding);
    }

    /** Keras' defaults: windows that do not overlap, padding valid, channels last. */
    public static AveragePool of(int... poolSize) {
      return new AveragePool(
          Ints.of(poolSize), Optional.empty(), Padding.VALID, DataFormat.CHANNELS_LAST);
    }

    @Override
    public Value write(Value in) {
      Value x = Promotion.floating(in);
      return pool("average_pool", x, Pool.Kind.AVG, poolSize, strides, padding, dataFormat);
    }
  }

  /** The largest element of each of as many windows as the output has entries. */
  public record AdaptiveMaxPool(Ints outputSize, DataFormat dataFormat) implements Operation.OfOne {
    public AdaptiveMaxPool {
      Require.positive("adaptive_max_pool", "output_size", outputSize);
    }

    @Override
    public Value write(Value x) {
      return adaptive("adaptive_max_pool", x, Reduce.Kind.MAX, outputSize, dataFormat);
    }
  }

  /** The mean of each of as many windows as the output has entries. */
  public record AdaptiveAveragePool(Ints outputSize, DataFormat dataFormat)
      implements Operation.OfOne {
    public AdaptiveAveragePool {
      Require.positive("adaptive_average_pool", "output_size", outputSize);
    }

    @Override
    public Value write(Value in) {
      Value x = Promotion.floating(in);
      return adaptive("adaptive_average_pool", x, Reduce.Kind.MEAN, outputSize, dataFormat);
    }
  }

  private static void check(String op, Ints poolSize, Optional<Ints> strides, Padding padding) {
    Require.positive(op, "pool_size", poolSize);
    strides.ifPresent(s -> Require.positive(op, "strides", s));
    Spatial.notCausal(op, padding);
  }

  private static Value pool(
      String op,
      Value in,
      Pool.Kind kind,
      Ints poolSize,
      Optional<Ints> strides,
      Padding padding,
      DataFormat format) {
    int n = Require.spatial(op, format, in);
    Value x = Spatial.toLast(format, in);
    List<Integer> size = Require.each(op, "pool_size", poolSize, n);
    List<Integer> steps = strides.map(s -> Require.each(op, "strides", s, n)).orElse(size);
    Window window = Spatial.window(x, size, steps, Collections.nCopies(n, 1), padding);
    return Spatial.fromLast(format, Value.of(new Pool(kind, size, window), x));
  }

  private static Value adaptive(
      String op, Value x, Reduce.Kind kind, Ints outputSize, DataFormat format) {
    List<Integer> sizes =
        Require.each(op, "output_size", outputSize, Require.spatial(op, format, x));
    int first = format == DataFormat.CHANNELS_LAST ? 1 : 2;
    return AdaptiveWindows.pool(op, x, first, sizes, kind);
  }
}
