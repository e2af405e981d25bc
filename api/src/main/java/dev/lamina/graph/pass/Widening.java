package dev.lamina.graph.pass;

import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Concat;
import dev.lamina.graph.op.Constant;
import dev.lamina.graph.op.Gather;
import dev.lamina.graph.op.OneHot;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Reshape;
import dev.lamina.graph.op.Reverse;
import dev.lamina.graph.op.Scan;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Slice;
import dev.lamina.graph.op.Transpose;
import dev.lamina.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For engines that compute in float32 and float64: operations on 16-bit floats run in float32 and
 * their results are rounded to 16 bits. What is left for the engine are casts from and to 16-bit
 * floats, and inputs, variables and outputs that hold them.
 */
public final class Widening {
  /** Stands in for values of 16 bits: float32, holding numbers that 16 bits can hold. */
  private final Map<Value, Value> wide = new HashMap<>();

  private Widening() {}

  /** The graph itself if it holds no 16-bit floats. */
  public static Graph apply(Graph graph) {
    if (!hasHalf(graph)) {
      return graph;
    }
    var w = new Widening();
    for (Node n : graph.nodes()) {
      w.rebuild(n);
    }
    return new Graph(
        graph.inputs(),
        graph.variables(),
        graph.outputs().stream().map(w::narrow).toList(),
        graph.updates().stream()
            .map(u -> new Graph.Update(u.variable(), w.narrow(u.value())))
            .toList());
  }

  /** A scan's body: what goes in and out of it is float32, too. */
  private static Graph body(Graph graph) {
    var w = new Widening();
    var inputs = new ArrayList<Value>();
    for (Value in : graph.inputs()) {
      Value v = isHalf(in) ? Value.input("wide", in.type().withDtype(DType.FLOAT32)) : in;
      w.wide.put(in, v);
      inputs.add(v);
    }
    for (Node n : graph.nodes()) {
      if (!n.results().stream().allMatch(w.wide::containsKey)) {
        w.rebuild(n);
      }
    }
    return Graph.of(inputs, graph.outputs().stream().map(w::get).toList());
  }

  private static boolean isHalf(Value v) {
    return v.dtype().isFloating() && v.dtype().bytes() == 2;
  }

  private static boolean hasHalf(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            n ->
                n.results().stream().anyMatch(Widening::isHalf)
                    || (n.op() instanceof Scan s && hasHalf(s.body())));
  }

  private Value get(Value v) {
    return wide.getOrDefault(v, v);
  }

  /** The value in its own dtype. */
  private Value narrow(Value v) {
    return get(v).cast(v.dtype());
  }

  private void rebuild(Node n) {
    List<Value> in = n.inputs().stream().map(this::get).toList();
    if (Graph.isLeaf(n)) {
      wide.put(n.result(0), isHalf(n.result(0)) ? n.result(0).cast(DType.FLOAT32) : n.result(0));
    } else if (n.op() instanceof Cast c) {
      // One from 16 bits begins at the wide value, one to 16 bits ends there.
      Value y = in.get(0).cast(c.to());
      wide.put(n.result(0), isHalf(y) ? y.cast(DType.FLOAT32) : y);
    } else if (n.op() instanceof Constant c && isHalf(n.result(0))) {
      wide.put(n.result(0), Value.constant(c.value().cast(DType.FLOAT32)));
    } else if (n.op() instanceof OneHot o && isHalf(n.result(0))) {
      wide.put(n.result(0), in.get(0).oneHot(o.depth(), DType.FLOAT32));
    } else {
      boolean scans = n.op() instanceof Scan s && hasHalf(s.body());
      List<Value> results = scans ? scan((Scan) n.op(), in) : GraphMap.same(n, in);
      for (int i = 0; i < results.size(); i++) {
        wide.put(n.result(i), rounded(n, n.result(i), results.get(i), scans));
      }
    }
  }

  private static List<Value> scan(Scan s, List<Value> in) {
    var op = new Scan(body(s.body()), s.carries(), s.scanned(), s.length(), s.reverse());
    return Node.of(op, in).results();
  }

  private static Value rounded(Node n, Value was, Value now, boolean isRounded) {
    if (!isHalf(was)) {
      return now;
    }
    return isRounded || moves(n.op()) ? now : now.cast(was.dtype()).cast(DType.FLOAT32);
  }

  /** Whether the results' elements are elements of the inputs. */
  private static boolean moves(Op op) {
    return op instanceof Reshape
        || op instanceof Transpose
        || op instanceof Broadcast
        || op instanceof Slice
        || op instanceof Concat
        || op instanceof Reverse
        || op instanceof Gather
        || op instanceof Select;
  }
}
