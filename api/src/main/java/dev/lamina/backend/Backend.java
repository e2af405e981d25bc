package dev.lamina.backend;

import dev.lamina.graph.Graph;
import dev.lamina.tensor.TensorType;
import java.util.List;

/** An open engine. Safe for use by several threads. */
public interface Backend extends AutoCloseable {
  /** The provider's name. */
  String name();

  /**
   * What in this graph the engine cannot run, all of it at once; empty if it can run everything.
   * Asked before {@link #compile}, so that nothing fails half-way.
   */
  List<Unsupported> unsupported(Graph graph);

  /** Compiles a graph; composites the engine has no kernel for are lowered by the engine. */
  Program compile(Graph graph);

  /** Memory for a variable, zero-filled. */
  Buffer allocate(TensorType type);

  /** The most processor cores that a run keeps busy at a time; all of them if not overridden. */
  default int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Bytes of off-heap (or, for a heap engine, array) memory held by open buffers and programs. */
  long liveBytes();

  @Override
  void close();
}
