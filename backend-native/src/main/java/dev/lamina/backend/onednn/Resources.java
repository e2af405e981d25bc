package dev.lamina.backend.onednn;

import dev.lamina.backend.Backend;
import dev.lamina.backend.onednn.Storage.OfConstant;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a program owns and its contexts share: the library's objects and the literals. */
final class Resources implements AutoCloseable {
  private final Allocator allocator;
  private final Handles handles;
  private final Backend java;
  private final Costs costs;
  private final Map<Tensor, Place> constants = new HashMap<>();
  private final List<Runnable> owned = new ArrayList<>();

  Resources(Allocator allocator, OneDnn oneDnn, Backend java, Costs costs) {
    this.costs = costs;
    this.allocator = allocator;
    this.handles = new Handles(allocator, oneDnn);
    this.java = java;
  }

  Handles handles() {
    return handles;
  }

  Costs costs() {
    return costs;
  }

  /** The engine for what has no kernel here. */
  Backend java() {
    return java;
  }

  /** A literal in off-heap memory; equal ones are stored once. */
  Place constant(Tensor t) {
    return constants.computeIfAbsent(t, this::store);
  }

  private Place store(Tensor t) {
    long bytes = t.type().bytes();
    var memory = new OffHeap(allocator, bytes);
    owned.add(memory::close);
    new View(t.type(), memory.view(0, bytes)).write(t);
    return new Place(new OfConstant(memory, bytes), t.type());
  }

  /** Runs {@code close} with the program's. */
  void own(Runnable close) {
    owned.add(close);
  }

  @Override
  public void close() {
    owned.forEach(Runnable::run);
    owned.clear();
    handles.close();
  }
}
