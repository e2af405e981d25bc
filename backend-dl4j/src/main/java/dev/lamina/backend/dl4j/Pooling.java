package dev.lamina.backend.dl4j;

import dev.lamina.graph.op.AvgPoolGrad;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Pooling over one or two spatial axes. */
final class Pooling {
  /** ND4J's numbers for averages that leave padding out, and for channels-last activations. */
  private static final long EXCLUDE_PADDING = 0;

  private static final long CHANNELS_LAST = 1;

  private Pooling() {}

  static boolean emit(Emitter e, Op op, List<Array> in, Array y) {
    if (op instanceof Pool p && p.kind() == Pool.Kind.MAX && canRun(p.window())) {
      Frame f = Frame.of(p.window());
      Array x = f.pad(e, f.activation(in.get(0)), Double.NEGATIVE_INFINITY);
      e.call(spec("maxpool2d", f, p.size()), x, f.activation(y));
    } else if (op instanceof Pool p && p.kind() == Pool.Kind.AVG && canAverage(p.window())) {
      Frame f = Frame.of(p.window());
      e.call(spec("avgpool2d", f, p.size()), f.activation(in.get(0)), f.activation(y));
    } else if (op instanceof MaxPoolGrad p && canRun(p.window())) {
      Frame f = Frame.of(p.window());
      Array x = f.pad(e, f.activation(in.get(0)), Double.NEGATIVE_INFINITY);
      Array target = f.activation(y);
      Array padded = f.padded(e, target);
      List<Array> args = List.of(x, f.activation(in.get(2)));
      e.call(spec("maxpool2d_bp", f, p.size()), args, List.of(padded));
      f.crop(e, padded, target);
    } else if (op instanceof AvgPoolGrad p && canAverage(p.window())) {
      Frame f = Frame.of(p.window());
      // Only the shape of the pooling's input matters.
      Array target = f.activation(y);
      List<Array> args = List.of(e.scratch(target.type()), f.activation(in.get(0)));
      e.call(spec("avgpool2d_bp", f, p.size()), args, List.of(target));
    } else {
      return false;
    }
    return true;
  }

  private static boolean canRun(Window w) {
    return w.rank() < 3;
  }

  /** Padding around the input beforehand would count. */
  private static boolean canAverage(Window w) {
    return canRun(w) && w.padLo().equals(w.padHi());
  }

  private static OpSpec spec(String op, Frame f, List<Integer> size) {
    var framed = new ArrayList<>(size);
    if (size.size() < f.rank()) {
      framed.add(0, 1);
    }
    long[] sizes =
        Stream.of(framed, f.strides(), f.pad(), f.dilation())
            .flatMapToLong(l -> LongStream.of(Structure.longs(l)))
            .toArray();
    return OpSpec.of(
        op,
        LongStream.concat(LongStream.of(sizes), LongStream.of(0, EXCLUDE_PADDING, CHANNELS_LAST))
            .toArray());
  }
}
