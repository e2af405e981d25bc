package dev.lamina.metrics;

import dev.lamina.graph.Value;
import dev.lamina.tensor.Shape;

/** Targets and predictions brought to one dtype and, as Keras does, to one rank. */
record Ranks(Value yTrue, Value yPred) {
  static Ranks of(String metric, Value yTrue, Value yPred) {
    Value p = yPred;
    Value t = yTrue.cast(p.dtype());
    if (t.rank() == p.rank() + 1 && t.dim(-1) == 1) {
      if (p.rank() == 1) {
        p = p.expandDims(-1);
      } else {
        t = t.squeeze(-1);
      }
    } else if (p.rank() == t.rank() + 1 && p.dim(-1) == 1) {
      if (t.rank() == 1) {
        t = t.expandDims(-1);
      } else {
        p = p.squeeze(-1);
      }
    }
    Shape both = Shape.broadcast(metric + ": targets and predictions", t.shape(), p.shape());
    return new Ranks(t.broadcastTo(both), p.broadcastTo(both));
  }
}
