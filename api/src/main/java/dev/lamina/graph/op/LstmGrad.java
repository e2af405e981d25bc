package dev.lamina.graph.op;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.TensorType;
import java.util.List;

/**
 * Gradient of {@link Lstm} by backpropagation through time. Inputs: the six of the LSTM, its
 * results "all h" and "all c", then the gradients with respect to its four results -> the gradients
 * with respect to its six inputs.
 */
public record LstmGrad(boolean reverse) implements Composite {
  @Override
  public List<TensorType> infer(List<TensorType> in) {
    Rule.count("lstm_grad", in, 12);
    Rule.floating("lstm_grad", in.get(0));
    return in.subList(0, 6);
  }

  @Override
  public List<Value> lower(List<Value> in) {
    Value x = in.get(0);
    Value w = in.get(3);
    Value r = in.get(4);
    int batch = x.dim(0);
    int time = x.dim(1);
    int units = in.get(1).dim(1);
    // Gates once more from the stored states: one large product instead of one per step.
    Value hBefore = before(in.get(1), in.get(6), time);
    Value cBefore = before(in.get(2), in.get(7), time);
    Value z = x.matmul(w).plus(hBefore.matmul(r)).plus(in.get(5));
    Value i = z.slice(2, 0, units).sigmoid();
    Value f = z.slice(2, units, 2 * units).sigmoid();
    Value g = z.slice(2, 2 * units, 3 * units).tanh();
    Value o = z.slice(2, 3 * units, 4 * units).sigmoid();
    Value tanhC = in.get(7).tanh();
    // Per step: dc += dh o (1 - tanh²c) + dc_t; dz is dc or dh times factors known beforehand.
    Value toC = o.times(tanhC.square().rsub(1));
    Value gate =
        Value.concat(
            2,
            List.of(
                g.times(i).times(i.rsub(1)),
                cBefore.times(f).times(f.rsub(1)),
                i.times(g.square().rsub(1)),
                tanhC.times(o).times(o.rsub(1))));
    Graph body = body(in, batch, units);
    List<Value> out =
        Scan.apply(
            body,
            List.of(in.get(9), in.get(10)),
            List.of(steps(in.get(8)), steps(in.get(11)), steps(toC), steps(f), steps(gate)),
            List.of(r),
            time,
            !reverse);
    Value dz = out.get(2).transpose(1, 0, 2);
    Value flat = dz.reshape(batch * time, 4 * units);
    return List.of(
        dz.matmul(w, false, true),
        out.get(0),
        out.get(1),
        x.reshape(batch * time, x.dim(2)).matmul(flat, true, false),
        hBefore.reshape(batch * time, units).matmul(flat, true, false),
        flat.sum(0));
  }

  private static Graph body(List<Value> in, int batch, int units) {
    TensorType state = in.get(1).type();
    Value dh = Value.input("dh", state);
    Value dc = Value.input("dc", state);
    Value gh = Value.input("gh", state);
    Value gc = Value.input("gc", state);
    Value toC = Value.input("toC", state);
    Value f = Value.input("f", state);
    Value gate = Value.input("gate", state.withShape(Shape.of(batch, 4 * units)));
    Value r = Value.input("r", in.get(4).type());
    Value h = dh.plus(gh);
    Value c = dc.plus(gc).plus(h.times(toC));
    Value dz = Value.concat(1, List.of(c, c, c, h)).times(gate);
    return Graph.of(
        List.of(dh, dc, gh, gc, toC, f, gate, r),
        List.of(dz.matmul(r, false, true), c.times(f), dz));
  }

  /** The states before each step: the initial one, then all but the last. */
  private Value before(Value initial, Value all, int time) {
    Value first = initial.expandDims(1);
    return reverse
        ? Value.concat(1, List.of(all.slice(1, 1, time), first))
        : Value.concat(1, List.of(first, all.slice(1, 0, time - 1)));
  }

  private static Value steps(Value batchMajor) {
    return batchMajor.transpose(1, 0, 2);
  }

  @Override
  public void vjp(Node node, Vjp v) {
    throw new UnsupportedOperationException("lstm_grad: second derivatives are not defined");
  }
}
