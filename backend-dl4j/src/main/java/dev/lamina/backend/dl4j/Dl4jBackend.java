package dev.lamina.backend.dl4j;

import dev.lamina.backend.Backend;
import dev.lamina.backend.Buffer;
import dev.lamina.backend.Program;
import dev.lamina.backend.Unsupported;
import dev.lamina.graph.Graph;
import dev.lamina.graph.pass.Lowering;
import dev.lamina.graph.pass.Widening;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** Runs graphs on ND4J's native ops. */
final class Dl4jBackend implements Backend {
  private final Memory memory = new Memory();
  private final int threads;
  private final Backend host;

  /** {@code host}: the Java engine, for the ops that ND4J cannot run. */
  Dl4jBackend(int threads, Backend host) {
    this.threads = threads;
    this.host = host;
  }

  @Override
  public String name() {
    return Dl4jProvider.NAME;
  }

  /** Nothing: what ND4J cannot run the Java engine does, 16-bit floats are computed in float32. */
  @Override
  public List<Unsupported> unsupported(Graph graph) {
    return List.of();
  }

  @Override
  public Program compile(Graph graph) {
    Graph lowered = Lowering.apply(Widening.apply(graph), Kernels::takesWhole);
    return new Dl4jProgram(graph, new Plan(lowered, memory, host), threads);
  }

  @Override
  public Buffer allocate(TensorType type) {
    return new Dl4jBuffer(new Array(memory.allocate(type.bytes()), type));
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public long liveBytes() {
    return memory.liveBytes() + host.liveBytes();
  }

  @Override
  public void close() {
    host.close();
  }
}
