package dev.lamina.testkit;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Lstm;
import dev.lamina.graph.op.LstmGrad;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Scan and LSTM in both directions. */
final class RecurrentCases {
  private RecurrentCases() {}

  static List<OpCase> all() {
    var all = new ArrayList<OpCase>();
    for (boolean reverse : new boolean[] {false, true}) {
      all.add(simpleRnn(reverse));
      all.add(withoutState(reverse));
      all.add(withIntegerState(reverse));
      all.add(maskedConvolution(reverse));
      lstm(all, reverse, 2, 5, 3, 4);
      lstm(all, reverse, 1, 1, 1, 1);
      lstm(all, reverse, 3, 7, 2, 5);
    }
    return all;
  }

  /** h' = tanh(x + h R), all h stacked. */
  private static OpCase simpleRnn(boolean reverse) {
    return new OpCase(
        "simple recurrence, reverse=" + reverse,
        Scan.class,
        List.of(Arg.real(2, 3), Arg.real(5, 2, 3), Arg.real(3, 3)),
        in -> {
          Value h = Value.input("h", in.get(0).type());
          Value x = Value.input("x", in.get(0).type());
          Value r = Value.input("r", in.get(2).type());
          Value next = x.plus(h.matmul(r)).tanh();
          Graph body = Graph.of(List.of(h, x, r), List.of(next, next.times(2)));
          return Scan.apply(
              body, List.of(in.get(0)), List.of(in.get(1)), List.of(in.get(2)), 5, reverse);
        },
        true);
  }

  private static OpCase withoutState(boolean reverse) {
    return new OpCase(
        "no state, two scanned values, reverse=" + reverse,
        Scan.class,
        List.of(Arg.real(4, 3), Arg.real(4)),
        in -> {
          Value x = Value.input("x", in.get(0).type().withShape(Shape.of(3)));
          Value s = Value.input("s", in.get(1).type().withShape(Shape.scalar()));
          Graph body = Graph.of(List.of(x, s), List.of(x.times(s), x.sum()));
          return Scan.apply(body, List.of(), in, List.of(), 4, reverse);
        },
        true);
  }

  /** A step counter beside a floating state, as a masked or stateful recurrence has. */
  private static OpCase withIntegerState(boolean reverse) {
    return new OpCase(
        "integer state, reverse=" + reverse,
        Scan.class,
        List.of(Arg.of(DType.INT32, 0, 3), Arg.real(3), Arg.real(5, 3)),
        in -> {
          Value i = Value.input("i", TensorType.of(DType.INT32));
          Value h = Value.input("h", in.get(1).type());
          Value x = Value.input("x", in.get(1).type());
          Value next = h.times(0.5).plus(x.times(i.cast(x.dtype())));
          Graph body = Graph.of(List.of(i, h, x), List.of(i.plus(1), next, next, i));
          return Scan.apply(body, in.subList(0, 2), in.subList(2, 3), List.of(), 5, reverse);
        },
        true);
  }

  /** h' = tanh(x + conv(h, k)) where x is positive, else h: a masked convolutional recurrence. */
  private static OpCase maskedConvolution(boolean reverse) {
    Window window = new Window(List.of(1), List.of(0), List.of(1), List.of(1));
    return new OpCase(
        "masked convolution, reverse=" + reverse,
        Scan.class,
        List.of(Arg.real(2, 5, 3), Arg.real(4, 2, 5, 3), Arg.real(2, 3, 3), Arg.real(4, 2)),
        in -> {
          Value h = Value.input("h", in.get(0).type());
          Value x = Value.input("x", in.get(0).type());
          Value m = Value.input("m", in.get(3).type().withShape(Shape.of(2)));
          Value k = Value.input("k", in.get(2).type());
          Value next = x.plus(Value.of(new Conv(window, 1), h, k)).tanh();
          Value kept = m.gt(0).reshape(2, 1, 1).select(next, h);
          Graph body = Graph.of(List.of(h, x, m, k), List.of(kept, kept));
          return Scan.apply(
              body,
              List.of(in.get(0)),
              List.of(in.get(1), in.get(3)),
              List.of(in.get(2)),
              4,
              reverse);
        },
        true);
  }

  private static void lstm(
      List<OpCase> all, boolean reverse, int batch, int time, int in, int units) {
    String name = "%dx%dx%d to %d, reverse=%s".formatted(batch, time, in, units, reverse);
    List<Arg> args =
        List.of(
            Arg.real(batch, time, in),
            Arg.between(-1, 1, batch, units),
            Arg.between(-1, 1, batch, units),
            Arg.between(-0.8, 0.9, in, 4 * units),
            Arg.between(-0.7, 0.8, units, 4 * units),
            Arg.between(-0.5, 0.6, 4 * units));
    all.add(new OpCase(name, Lstm.class, args, x -> Node.of(new Lstm(reverse), x).results(), true));
    var withGradients = new ArrayList<>(args);
    withGradients.add(Arg.real(batch, time, units));
    withGradients.add(Arg.real(batch, units));
    withGradients.add(Arg.real(batch, units));
    withGradients.add(Arg.real(batch, time, units));
    all.add(
        new OpCase(
            name,
            LstmGrad.class,
            withGradients,
            x -> {
              List<Value> y = Node.of(new Lstm(reverse), x.subList(0, 6)).results();
              var all12 = new ArrayList<>(x.subList(0, 6));
              all12.add(y.get(0));
              all12.add(y.get(3));
              all12.addAll(x.subList(6, 10));
              return Node.of(new LstmGrad(reverse), all12).results();
            },
            false));
  }
}
