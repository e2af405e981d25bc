package dev.lamina.backend.dl4j;

import dev.lamina.backend.Arguments;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A plan and the bound plans of its runs: as many as ever ran at once, each with its own arrays. A
 * bound plan serves the buffers that it was made for, and is made anew when others come.
 */
final class Dl4jProgram implements Program {
  private final Graph graph;
  private final Plan plan;
  private final int threads;
  private final Deque<Binding> idle = new ArrayDeque<>();
  private int running;
  private boolean closed;

  private record Binding(List<Dl4jBuffer> buffers, BoundPlan bound) {}

  /** {@code graph}: as given; {@code plan}: of the lowered graph. */
  Dl4jProgram(Graph graph, Plan plan, int threads) {
    this.graph = graph;
    this.plan = plan;
    this.threads = threads;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<Buffer> variables) {
    Arguments.check(graph, inputs, variables);
    var buffers = new ArrayList<Dl4jBuffer>(variables.size());
    for (int i = 0; i < variables.size(); i++) {
      if (!(variables.get(i) instanceof Dl4jBuffer b)) {
        throw new IllegalArgumentException(
            "program: variable %d was allocated by another backend, expected 'dl4j'".formatted(i));
      }
      buffers.add(b);
    }
    var acquired = new ArrayList<Dl4jBuffer>(buffers.size());
    enter();
    try {
      var arrays = new ArrayList<Array>(buffers.size());
      for (Dl4jBuffer b : buffers) {
        arrays.add(b.acquire());
        acquired.add(b);
      }
      return run(inputs, buffers, arrays);
    } finally {
      acquired.forEach(Dl4jBuffer::release);
      leave();
    }
  }

  private List<Tensor> run(List<Tensor> inputs, List<Dl4jBuffer> buffers, List<Array> arrays) {
    int before = Nd4jLibrary.useThreads(threads);
    try {
      return run(take(buffers, arrays), inputs);
    } finally {
      Nd4jLibrary.leaveThreads(before, threads);
    }
  }

  private List<Tensor> run(Binding binding, List<Tensor> inputs) {
    try {
      BoundPlan bound = binding.bound;
      for (int i = 0; i < inputs.size(); i++) {
        bound.inputs().get(i).write(inputs.get(i));
      }
      bound.run();
      List<Tensor> outputs = bound.outputs().stream().map(Array::read).toList();
      bound.update();
      return outputs;
    } finally {
      synchronized (this) {
        idle.push(binding);
      }
    }
  }

  private Binding take(List<Dl4jBuffer> buffers, List<Array> arrays) {
    Binding found;
    synchronized (this) {
      found = idle.poll();
    }
    if (found != null) {
      if (found.buffers.equals(buffers)) {
        return found;
      }
      found.bound.close();
    }
    return new Binding(List.copyOf(buffers), new BoundPlan(plan, arrays));
  }

  private synchronized void enter() {
    if (closed) {
      throw new IllegalStateException("program: is closed");
    }
    running++;
  }

  private synchronized void leave() {
    running--;
    freeIfUnused();
  }

  private void freeIfUnused() {
    if (closed && running == 0) {
      idle.forEach(b -> b.bound.close());
      idle.clear();
      plan.close();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      freeIfUnused();
    }
  }
}
