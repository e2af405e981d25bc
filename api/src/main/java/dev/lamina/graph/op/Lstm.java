package dev.lamina.graph.op;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Long short-term memory over time with tanh and sigmoid (Hochreiter, Schmidhuber 1997; forget gate
 * Gers 2000), gates in Keras' order i, f, c, o: z = x W + h R + b; c' = σ(f) c + σ(i) tanh(ĉ); h' =
 * σ(o) tanh(c').
 *
 * <p>x: [batch, time, in]; h0, c0: [batch, units]; W: [in, 4 units]; R: [units, 4 units]; b: [4
 * units] -> all h [batch, time, units], last h and c [batch, units], all c [batch, time, units]
 * (for the gradient). With {@code reverse} time runs backwards; results keep their step's place.
 */
public record Lstm(boolean reverse) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("lstm", in, 6);
    Rule.sameDtype("lstm", in);
    Rule.floating("lstm", in.get(0));
    Shape x = in.get(0).shape();
    Rule.check(x.rank() == 3, "lstm: expected x of rank 3, got %s", x);
    int units = in.get(1).shape().dim(-1);
    Shape state = Shape.of(x.dim(0), units);
    List<Shape> want =
        List.of(
            x,
            state,
            state,
            Shape.of(x.dim(2), 4 * units),
            Shape.of(units, 4 * units),
            Shape.of(4 * units));
    for (int i = 0; i < 6; i++) {
      Rule.check(
          in.get(i).shape().equals(want.get(i)),
          "lstm: input %d: expected %s, got %s",
          i,
          want.get(i),
          in.get(i).shape());
    }
    TensorType all = in.get(0).withShape(Shape.of(x.dim(0), x.dim(1), units));
    return List.of(all, in.get(1), in.get(1), all);
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    int units = in.get(1).dim(1);
    // The input's share of all gates is one large product over all steps.
    Value projected = x.matmul(in.get(3)).plus(in.get(5)).transpose(1, 0, 2);
    Value h = Value.input("h", in.get(1).type());
    Value c = Value.input("c", in.get(2).type());
    Value p = Value.input("p", x.type().withShape(Shape.of(x.dim(0), 4 * units)));
    Value r = Value.input("r", in.get(4).type());
    Value z = p.plus(h.matmul(r));
    var gate = new ArrayList<Value>();
    for (int i = 0; i < 4; i++) {
      gate.add(z.slice(1, i * units, (i + 1) * units));
    }
    Value c2 = gate.get(1).sigmoid().times(c).plus(gate.get(0).sigmoid().times(gate.get(2).tanh()));
    Value h2 = gate.get(3).sigmoid().times(c2.tanh());
    Graph body = Graph.of(List.of(h, c, p, r), List.of(h2, c2, h2, c2));
    List<Value> out =
        Scan.apply(
            body,
            List.of(in.get(1), in.get(2)),
            List.of(projected),
            List.of(in.get(4)),
            x.dim(1),
            reverse);
    return List.of(
        out.get(2).transpose(1, 0, 2), out.get(0), out.get(1), out.get(3).transpose(1, 0, 2));
  }

  @Override
  public void vjp(Node node, Vjp v) {
    var in = new ArrayList<Value>(node.inputs());
    in.add(node.result(0));
    in.add(node.result(3));
    for (int i = 0; i < 4; i++) {
      in.add(v.grad(i));
    }
    List<Value> grads = Node.of(new LstmGrad(reverse), in).results();
    for (int i = 0; i < 6; i++) {
      v.give(i, grads.get(i));
    }
  }
}
