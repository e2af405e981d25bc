package dev.lamina.backend.onednn;

import dev.lamina.backend.Arguments;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.graph.Graph;
import dev.lamina.tensor.Tensor;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A plan and the contexts it has run in. A run takes a free context or makes one; so runs do not
 * wait for each other, and there are never more contexts than runs at one time.
 */
final class NativeProgram implements Program {
  private static final int CLOSED = Integer.MIN_VALUE;

  private final Graph graph;
  private final Plan plan;
  private final Resources resources;
  private final Supplier<Context> contexts;
  private final Runnable threads;
  private final ConcurrentLinkedQueue<Context> free = new ConcurrentLinkedQueue<>();

  /** The number of runs going on; {@link #CLOSED} added once closed. */
  private final AtomicInteger users = new AtomicInteger();

  /** {@code threads} readies the calling thread for the program's primitives. */
  NativeProgram(
      Graph graph, Plan plan, Resources resources, Supplier<Context> contexts, Runnable threads) {
    this.threads = threads;
    this.graph = graph;
    this.plan = plan;
    this.resources = resources;
    this.contexts = contexts;
  }

  Plan plan() {
    return plan;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs, List<Buffer> variables) {
    if (users.incrementAndGet() <= 0) {
      release();
      throw new IllegalStateException("program: is closed");
    }
    try {
      return runOpen(inputs, variables);
    } finally {
      release();
    }
  }

  private void release() {
    if (users.decrementAndGet() == CLOSED) {
      free();
    }
  }

  private List<Tensor> runOpen(List<Tensor> inputs, List<Buffer> variables) {
    Arguments.check(graph, inputs, variables);
    var buffers = new NativeBuffer[variables.size()];
    for (int i = 0; i < buffers.length; i++) {
      if (!(variables.get(i) instanceof NativeBuffer b)) {
        throw new IllegalArgumentException(
            "program: variable %d was allocated by another backend, expected 'native'"
                .formatted(i));
      }
      buffers[i] = b;
    }
    int acquired = 0;
    try {
      while (acquired < buffers.length) {
        buffers[acquired].acquire();
        acquired++;
      }
      return run(inputs, buffers);
    } finally {
      while (acquired > 0) {
        buffers[--acquired].release();
      }
    }
  }

  private List<Tensor> run(List<Tensor> inputs, NativeBuffer[] variables) {
    threads.run();
    Context context = free.poll();
    if (context == null) {
      context = contexts.get();
    }
    try {
      context.use(variables);
      return context.run(inputs);
    } finally {
      free.add(context);
    }
  }

  @Override
  public void close() {
    int before = users.getAndUpdate(n -> n < 0 ? n : n + CLOSED);
    if (before == 0) {
      free();
    }
  }

  private void free() {
    for (Context c = free.poll(); c != null; c = free.poll()) {
      c.close();
    }
    resources.close();
  }
}
