package dev.lamina.backend.onednn;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.Broadcast;
import dev.lamina.graph.op.Cast;
import dev.lamina.graph.op.Compare;
import dev.lamina.graph.op.Elu;
import dev.lamina.graph.op.Gelu;
import dev.lamina.graph.op.LeakyRelu;
import dev.lamina.graph.op.Op;
import dev.lamina.graph.op.Select;
import dev.lamina.graph.op.Silu;
import dev.lamina.graph.op.Unary;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Any number of elementwise nodes of one shape as one Java kernel: block by block, every operand is
 * copied to the heap, every node is a loop over the block, and what is needed outside is copied
 * out.
 */
final class Pointwise {
  /** Elements of a block: all registers of a usual kernel fit into the second-level cache. */
  static final int BLOCK = 1024;

  private final Shape shape;
  private final List<Node> nodes;
  private final List<Value> operands;
  private final List<Value> results;

  private Pointwise(List<Node> nodes, List<Value> operands, List<Value> results) {
    this.shape = nodes.get(0).result(0).shape();
    this.nodes = nodes;
    this.operands = operands;
    this.results = results;
  }

  /** Whether there is a loop for the node. */
  static boolean supports(Node n) {
    if (n.results().size() != 1
        || !hasRegister(n.result(0).dtype())
        || !n.inputs().stream().allMatch(in -> hasRegister(in.dtype()))) {
      return false;
    }
    Op op = n.op();
    boolean longs = !n.inputs().isEmpty() && !Register.isFloat(n.in(0).dtype());
    if (op instanceof Unary u) {
      return !longs || LongLoops.supports(u.kind());
    }
    if (op instanceof Binary b) {
      return !longs || LongLoops.supports(b.kind());
    }
    return op instanceof Compare
        || op instanceof Select
        || op instanceof Cast
        || op instanceof Broadcast
        || op instanceof Gelu
        || op instanceof Silu
        || op instanceof Elu
        || op instanceof LeakyRelu;
  }

  private static boolean hasRegister(DType d) {
    return switch (d) {
      case FLOAT32, INT32, INT64, UINT8, BOOL -> true;
      case FLOAT64, BFLOAT16, FLOAT16, STRING -> false;
    };
  }

  /** {@code nodes}: of one shape, in the order of the graph. */
  static void emit(List<Node> nodes, Uses uses, Emission e) {
    Set<Node> inside = new LinkedHashSet<>(nodes);
    Set<Value> operands = new LinkedHashSet<>();
    List<Value> results = new ArrayList<>();
    for (Node n : nodes) {
      for (Value in : n.inputs()) {
        if (!inside.contains(in.node())) {
          operands.add(in);
        }
      }
      Value out = n.result(0);
      if (uses.isResult(out) || !inside.containsAll(uses.consumers(out))) {
        results.add(out);
      }
    }
    var p = new Pointwise(nodes, List.copyOf(operands), results);
    List<Place> reads = p.operands.stream().map(e::place).toList();
    List<Place> writes = p.results.stream().map(e::result).toList();
    String name = "pointwise[%d] %s".formatted(nodes.size(), p.shape);
    e.add(new JavaStep(name, reads, writes, c -> p.bind(c, reads, writes)));
  }

  private Runnable bind(Context c, List<Place> reads, List<Place> writes) {
    int total = shape.intSize();
    int block = Math.min(total, BLOCK);
    Map<Value, Register> registers = new HashMap<>();
    var readers = new ArrayList<BlockReader>();
    var once = new ArrayList<BlockReader>();
    for (int i = 0; i < operands.size(); i++) {
      Value v = operands.get(i);
      var register = new Register(v.dtype(), block);
      registers.put(v, register);
      var reader = BlockReader.of(c.view(reads.get(i)), v.shape(), shape, register);
      (reader.isUniform() ? once : readers).add(reader);
    }
    var loops = new ArrayList<Loop>();
    for (Node n : nodes) {
      var register = new Register(n.result(0).dtype(), block);
      registers.put(n.result(0), register);
      loops.add(loop(n, n.inputs().stream().map(registers::get).toList(), register));
    }
    var writers = new ArrayList<BlockWriter>();
    for (int i = 0; i < results.size(); i++) {
      writers.add(
          new BlockWriter(
              c.view(writes.get(i)), Objects.requireNonNull(registers.get(results.get(i)))));
    }
    return new Task(total, once, readers, loops, writers);
  }

  private static Loop loop(Node n, List<Register> in, Register out) {
    Op op = n.op();
    Register a = in.get(0);
    boolean floats = a.isFloat();
    if (op instanceof Unary u) {
      return floats
          ? FloatLoops.unary(u.kind(), a.floats(), out.floats())
          : LongLoops.unary(u.kind(), a, out);
    } else if (op instanceof Binary b) {
      return floats
          ? FloatLoops.binary(b.kind(), a.floats(), in.get(1).floats(), out.floats())
          : LongLoops.binary(b.kind(), a, in.get(1), out);
    } else if (op instanceof Compare k) {
      return floats
          ? FloatLoops.compare(k.kind(), a.floats(), in.get(1).floats(), out.floats())
          : LongLoops.compare(k.kind(), a.longs(), in.get(1).longs(), out.floats());
    } else if (op instanceof Select) {
      return out.isFloat()
          ? FloatLoops.select(a.floats(), in.get(1).floats(), in.get(2).floats(), out.floats())
          : LongLoops.select(a.floats(), in.get(1).longs(), in.get(2).longs(), out.longs());
    } else if (op instanceof Cast) {
      return LongLoops.cast(a, out);
    } else if (op instanceof Broadcast) {
      return floats
          ? FloatLoops.copy(a.floats(), out.floats())
          : LongLoops.copy(a.longs(), out.longs());
    } else if (op instanceof Gelu g) {
      return FloatLoops.gelu(g.approximate(), a.floats(), out.floats());
    } else if (op instanceof Silu) {
      return FloatLoops.silu(a.floats(), out.floats());
    } else if (op instanceof Elu f) {
      return FloatLoops.elu(f.alpha(), a.floats(), out.floats());
    } else if (op instanceof LeakyRelu f) {
      return FloatLoops.leakyRelu((float) f.slope(), a.floats(), out.floats());
    }
    throw new IllegalStateException("no loop for " + op);
  }

  private static final class Task implements Runnable {
    private final int total;
    private final BlockReader[] once;
    private final BlockReader[] readers;
    private final Loop[] loops;
    private final BlockWriter[] writers;

    /** {@code once}: readers of operands that are the same in all blocks. */
    private Task(
        int total,
        List<BlockReader> once,
        List<BlockReader> readers,
        List<Loop> loops,
        List<BlockWriter> writers) {
      this.total = total;
      this.once = once.toArray(BlockReader[]::new);
      this.readers = readers.toArray(BlockReader[]::new);
      this.loops = loops.toArray(Loop[]::new);
      this.writers = writers.toArray(BlockWriter[]::new);
    }

    @Override
    public void run() {
      for (BlockReader r : once) {
        r.read(0, Math.min(total, BLOCK));
      }
      for (int at = 0; at < total; at += BLOCK) {
        int n = Math.min(BLOCK, total - at);
        for (BlockReader r : readers) {
          r.read(at, n);
        }
        for (Loop l : loops) {
          l.run(n);
        }
        for (BlockWriter w : writers) {
          w.write(at, n);
        }
      }
    }
  }
}
