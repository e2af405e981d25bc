package dev.lamina.backend.java;

import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Runs the body's plan once per entry. */
final class ScanKernel implements Kernel {
  private final Scan op;
  private final List<TensorType> types;
  private final Plan body;

  ScanKernel(Scan op, List<TensorType> types, Parallel parallel) {
    this.op = op;
    this.types = types;
    this.body = new Plan(op.body(), parallel);
  }

  @Override
  public List<Tensor> run(List<Tensor> in) {
    int carries = op.carries();
    int entries = carries + op.scanned();
    List<Tensor> states = in.subList(0, carries);
    var stacked = new ArrayList<Tensor>();
    types.subList(carries, types.size()).forEach(t -> stacked.add(Tensor.zeros(t)));
    for (int step = 0; step < op.length(); step++) {
      int t = op.reverse() ? op.length() - 1 - step : step;
      var arguments = new ArrayList<>(states);
      for (int i = carries; i < entries; i++) {
        arguments.add(entry(in.get(i), t, op.body().inputs().get(i).type()));
      }
      arguments.addAll(in.subList(entries, in.size()));
      List<Tensor> out = body.run(arguments);
      states = out.subList(0, carries);
      for (int i = 0; i < stacked.size(); i++) {
        Tensor result = out.get(carries + i);
        System.arraycopy(
            result.array(), 0, stacked.get(i).array(), t * result.size(), result.size());
      }
    }
    var results = new ArrayList<>(states);
    results.addAll(stacked);
    return results;
  }

  private static Tensor entry(Tensor all, int t, TensorType type) {
    Tensor e = Tensor.zeros(type);
    System.arraycopy(all.array(), t * e.size(), e.array(), 0, e.size());
    return e;
  }
}
