package dev.lamina.backend.onednn;

import dev.lamina.backend.onednn.Storage.Frame;
import dev.lamina.backend.onednn.Storage.InFrame;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Scan;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A scan as a plan within the plan: the body's steps work in a frame of their own and are run once
 * per entry; states and entries are copied in and out in between.
 */
final class Scans {
  private final Scan op;
  private final Node node;
  private final Emission outer;
  private final Frame frame = Frame.unplaced();
  private final Emission inner;
  private final List<Place> arguments = new ArrayList<>();
  private final List<Place> results = new ArrayList<>();

  private Scans(Node node, Emission outer) {
    this.op = (Scan) node.op();
    this.node = node;
    this.outer = outer;
    this.inner = new Emission(outer.resources(), frame, new Uses(op.body()));
  }

  static boolean emit(Node head, List<Node> tail, Emission e) {
    if (hasDoubles(((Scan) head.op()).body())) {
      return false;
    }
    new Scans(head, e).emit();
    return true;
  }

  private static boolean hasDoubles(Graph body) {
    return body.nodes().stream()
        .flatMap(n -> n.results().stream())
        .anyMatch(v -> v.dtype() == DType.FLOAT64);
  }

  private void emit() {
    Graph body = op.body();
    int own = op.carries() + op.scanned();
    for (int i = 0; i < body.inputs().size(); i++) {
      Value in = body.inputs().get(i);
      Place p = i < own ? inner.temporary(in.type()) : outer.place(node.in(i));
      inner.put(in, p);
      arguments.add(p);
    }
    Planner.emit(body, inner);
    List<Place> changing = arguments.subList(0, op.carries());
    for (Value out : body.outputs()) {
      results.add(kept(inner.place(out), changing));
    }
    List<Place> first = arguments.subList(0, own);
    List<Place> last = new ArrayList<>(changing);
    last.addAll(results);
    long bytes = Layout.assign(frame, inner.steps(), first, last);
    var home = new InFrame(outer.frame(), bytes);
    frame.place(home);
    outer.add(step(home));
  }

  /** The place itself, or a copy if a state's next value is about to be put there. */
  private Place kept(Place p, List<Place> changing) {
    if (changing.stream().noneMatch(c -> c.storage().equals(p.storage()))) {
      return p;
    }
    Place copy = inner.temporary(p.type());
    Copy.emit(p, copy, inner);
    return copy;
  }

  private Step step(InFrame home) {
    List<Place> reads = new ArrayList<>();
    node.inputs().forEach(in -> reads.add(outer.place(in)));
    List<Place> writes = new ArrayList<>();
    node.results().forEach(out -> writes.add(outer.result(out)));
    List<Step> steps = List.copyOf(inner.steps());
    String name =
        steps.stream()
            .map(Step::name)
            .collect(Collectors.joining("; ", "scan " + op.length() + " x {", "}"));
    List<Place> touched = new ArrayList<>(writes);
    touched.add(new Place(home, TensorType.of(DType.UINT8, 0)));
    return new JavaStep(name, reads, touched, c -> bind(c, steps, reads, writes));
  }

  private Runnable bind(Context c, List<Step> steps, List<Place> reads, List<Place> writes) {
    int states = op.carries();
    List<Move> start = new ArrayList<>();
    List<Move> before = new ArrayList<>();
    List<Move> after = new ArrayList<>();
    List<Move> end = new ArrayList<>();
    for (int i = 0; i < states + op.scanned(); i++) {
      (i < states ? start : before)
          .add(new Move(c.view(reads.get(i)), c.view(arguments.get(i)), arguments.get(i)));
    }
    List<Move> next = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Place r = results.get(i);
      if (i < states) {
        next.add(new Move(c.view(r), c.view(arguments.get(i)), r));
        end.add(new Move(c.view(arguments.get(i)), c.view(writes.get(i)), r));
      } else {
        after.add(new Move(c.view(r), c.view(writes.get(i)), r));
      }
    }
    Runnable[] tasks = steps.stream().map(s -> s.bind(c)).toArray(Runnable[]::new);
    int length = op.length();
    boolean reverse = op.reverse();
    return () -> {
      start.forEach(m -> m.run(0, 0));
      for (int i = 0; i < length; i++) {
        int t = reverse ? length - 1 - i : i;
        for (Move m : before) {
          m.run(t, 0);
        }
        for (Runnable task : tasks) {
          task.run();
        }
        for (Move m : after) {
          m.run(0, t);
        }
        for (Move m : next) {
          m.run(0, 0);
        }
      }
      end.forEach(m -> m.run(0, 0));
    };
  }

  /** Copies one entry. */
  private record Move(View from, View to, int bytes) {
    Move(View from, View to, Place entry) {
      this(from, to, Math.toIntExact(entry.type().bytes()));
    }

    void run(int fromEntry, int toEntry) {
      to.bytes().put(toEntry * bytes, from.bytes(), fromEntry * bytes, bytes);
    }
  }
}
