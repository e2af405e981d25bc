package dev.lamina.backend.onednn;

import dev.lamina.backend.BackendException;
import dev.lamina.backend.onednn.Storage.InFrame;
import dev.lamina.backend.onednn.Storage.OfConstant;
import dev.lamina.backend.onednn.Storage.OfVariable;
import dev.lamina.tensor.Tensor;
import dev.lamina.tensor.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * All that one run changes: the arena and everything that points into it. A program has as many
 * contexts as runs go on at once; a context serves one run at a time.
 */
final class Context implements AutoCloseable {
  private record Pointed(long offset, dnnl_memory memory) {}

  private record Seen(long offset, View view) {}

  private final OffHeap arena;
  private final Handles handles;
  private final dnnl_stream stream;
  private final Map<Place, View> views = new HashMap<>();
  private final List<List<Pointed>> memories = new ArrayList<>();
  private final List<List<Seen>> variableViews = new ArrayList<>();
  private final @Nullable NativeBuffer[] bound;
  private final Runnable[] tasks;
  private final View[] inputs;
  private final View[] outputs;

  Context(Allocator allocator, OneDnn oneDnn, Plan plan, int variables) {
    this.arena = new OffHeap(allocator, plan.arenaBytes());
    this.handles = new Handles(allocator, oneDnn);
    this.stream = handles.stream();
    this.bound = new NativeBuffer[variables];
    for (int i = 0; i < variables; i++) {
      memories.add(new ArrayList<>());
      variableViews.add(new ArrayList<>());
    }
    this.tasks = plan.steps().stream().map(s -> s.bind(this)).toArray(Runnable[]::new);
    this.inputs = plan.inputs().stream().map(this::view).toArray(View[]::new);
    this.outputs = plan.outputs().stream().map(this::view).toArray(View[]::new);
  }

  dnnl_stream stream() {
    return stream;
  }

  /** What Java code sees of a value. */
  View view(Place p) {
    return views.computeIfAbsent(p, this::newView);
  }

  private View newView(Place p) {
    TensorType type = p.type();
    if (p.storage() instanceof OfVariable v) {
      var view = new View(type, ByteBuffer.allocateDirect(0));
      variableViews.get(v.index()).add(new Seen(p.offset(), view));
      return view;
    }
    if (p.storage() instanceof OfConstant c) {
      return new View(type, c.memory().view(p.offset(), type.bytes()));
    }
    return new View(type, arena.view(((InFrame) p.storage()).offset() + p.offset(), type.bytes()));
  }

  /** What a primitive sees of a value, laid out as {@code descriptor} says. */
  dnnl_memory memory(Descriptor descriptor, Place p) {
    if (p.storage() instanceof OfVariable v) {
      dnnl_memory m = handles.memory(descriptor, new BytePointer());
      memories.get(v.index()).add(new Pointed(p.offset(), m));
      return m;
    }
    BytePointer at =
        p.storage() instanceof OfConstant c
            ? c.memory().at(p.offset())
            : arena.at(((InFrame) p.storage()).offset() + p.offset());
    return handles.memory(descriptor, at);
  }

  /** Points everything at these variables; cheap where nothing changed. */
  void use(NativeBuffer[] variables) {
    for (int i = 0; i < variables.length; i++) {
      if (bound[i] != variables[i]) {
        point(i, variables[i]);
      }
    }
  }

  private void point(int i, NativeBuffer buffer) {
    for (Pointed p : memories.get(i)) {
      int status = dnnl.dnnl_memory_set_data_handle(p.memory(), buffer.memory().at(p.offset()));
      if (status != dnnl.dnnl_success) {
        throw new BackendException("native: set_data_handle failed with status " + status);
      }
    }
    for (Seen s : variableViews.get(i)) {
      s.view().point(buffer.memory().view(s.offset(), s.view().type().bytes()));
    }
    bound[i] = buffer;
  }

  /** Runs all steps; the variables are those of the last {@link #use}. */
  List<Tensor> run(List<Tensor> given) {
    for (int i = 0; i < inputs.length; i++) {
      inputs[i].write(given.get(i));
    }
    for (Runnable task : tasks) {
      task.run();
    }
    var results = new Tensor[outputs.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = outputs[i].read();
    }
    return List.of(results);
  }

  @Override
  public void close() {
    handles.close();
    arena.close();
  }
}
