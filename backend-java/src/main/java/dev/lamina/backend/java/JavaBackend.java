package dev.lamina.backend.java;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.graph.pass.Widening;
import dev.lamina.tensor.TensorType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Runs graphs on Java arrays. */
final class JavaBackend implements Backend {
  private final Parallel parallel;
  private final AtomicLong live = new AtomicLong();

  JavaBackend(int threads) {
    this.parallel = new Parallel(threads);
  }

  @Override
  public String name() {
    return "java";
  }

  /** Nothing: 16-bit floats are computed in float32 and rounded. */
  @Override
  public List<Unsupported> unsupported(Graph graph) {
    return List.of();
  }

  @Override
  public Program compile(Graph graph) {
    var plan = new Plan(Lowering.apply(Widening.apply(graph), n -> false), parallel);
    return new JavaProgram(graph, plan, live);
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new JavaBuffer(type, live);
  }

  @Override
  public int threads() {
    return parallel.threads();
  }

  @Override
  public long liveBytes() {
    return live.get();
  }

  @Override
  public void close() {
    parallel.close();
  }
}
