package dev.lamina.training;

import dev.lamina.backend.Backend;
import dev.lamina.backend.BackendException;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.backend.Unsupported;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model's programs on one engine: compiled per input signature, kept in a bounded cache (least
 * recently used first out), and run on the weights' buffers.
 */
final class Engine implements AutoCloseable {
  private static final int MAX_PROGRAMS = 24;

  private final Backend backend;
  private final Map<StepGraph.Signature, Compiled> programs = new LinkedHashMap<>(16, 0.75f, true);

  Engine(Backend backend) {
    this.backend = backend;
  }

  Backend backend() {
    return backend;
  }

  /** Whether a core is left for other work while a program runs. */
  boolean leavesCore() {
    return backend.threads() < Runtime.getRuntime().availableProcessors();
  }

  /**
   * A program with the weights that its variables stand for. Closed when nobody uses it any more.
   */
  static final class Compiled {
    private final StepGraph step;
    private final Program program;
    private int users = 1;

    Compiled(StepGraph step, Program program) {
      this.step = step;
      this.program = program;
    }

    StepGraph step() {
      return step;
    }

    private synchronized void acquire() {
      users++;
    }

    synchronized void release() {
      users--;
      if (users == 0) {
        program.close();
      }
    }
  }

  /** The program of a signature; the caller must {@code release} it. */
  Compiled acquire(StepGraph.Signature signature, Function<StepGraph.Signature, StepGraph> build) {
    synchronized (programs) {
      Compiled c = programs.get(signature);
      if (c == null) {
        StepGraph step = build.apply(signature);
        check(backend, step);
        c = new Compiled(step, backend.compile(step.graph()));
        programs.put(signature, c);
        if (programs.size() > MAX_PROGRAMS) {
          var eldest = programs.entrySet().iterator();
          Compiled old = eldest.next().getValue();
          eldest.remove();
          old.release();
        }
      }
      c.acquire();
      return c;
    }
  }

  static void check(Backend backend, StepGraph step) {
    List<Unsupported> bad = backend.unsupported(step.graph());
    if (!bad.isEmpty()) {
      throw new BackendException(
          bad.stream()
              .map(u -> "  " + u.node() + ": " + u.reason())
              .distinct()
              .collect(
                  Collectors.joining(
                      "\n",
                      "backend '%s' cannot run this model:%n".formatted(backend.name()),
                      "\nchoose another backend or other layers")));
    }
  }

  /** Runs a step; moves weights to this engine that are not there yet. */
  List<Tensor> run(Compiled c, List<Tensor> inputs) {
    List<Weight> weights = c.step.weights();
    var held = new ArrayList<EngineStorage>(weights.size());
    var buffers = new ArrayList<Buffer>(weights.size());
    try {
      for (Weight w : weights) {
        EngineStorage s = hold(w);
        held.add(s);
        buffers.add(s.buffer);
      }
      return c.program.run(inputs, buffers);
    } finally {
      held.forEach(EngineStorage::release);
    }
  }

  private EngineStorage hold(Weight w) {
    while (true) {
      Weight.Storage s =
          w.storage(
              x -> x instanceof EngineStorage e && e.backend == backend,
              () -> new EngineStorage(backend, backend.allocate(w.type())));
      if (s instanceof EngineStorage e && e.retain()) {
        return e;
      }
    }
  }

  /** Closes all programs; weights stay where they are. */
  @Override
  public void close() {
    synchronized (programs) {
      programs.values().forEach(Compiled::release);
      programs.clear();
    }
  }

  /**
   * A buffer with a count of the runs that use it: whoever moves a weight away or closes a model
   * while another thread predicts must not free memory under it.
   */
  private static final class EngineStorage implements Weight.Storage {
    private final Backend backend;
    private final Buffer buffer;
    private int users;
    private boolean closed;

    EngineStorage(Backend backend, Buffer buffer) {
      this.backend = backend;
      this.buffer = buffer;
    }

    synchronized boolean retain() {
      if (!closed) {
        users++;
      }
      return !closed;
    }

    synchronized void release() {
      users--;
      if (closed && users == 0) {
        buffer.close();
      }
    }

    @Override
    public Tensor read() {
      return buffer.read();
    }

    @Override
    public void write(Tensor value) {
      buffer.write(value);
    }

    @Override
    public synchronized void close() {
      closed = true;
      if (users == 0) {
        buffer.close();
      }
    }
  }
}
