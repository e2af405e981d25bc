package dev.lamina.backend.dl4j;

import dev.lamina.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** Hands out arrays; the memory of those given back is used again. */
final class Arena implements AutoCloseable {
  /** Sizes up to this much larger than wanted are taken. */
  private static final int SLACK = 2;

  private final Memory memory;
  private final List<Memory.Block> all = new ArrayList<>();
  private final TreeMap<Long, Deque<Memory.Block>> free = new TreeMap<>();

  Arena(Memory memory) {
    this.memory = memory;
  }

  /** An array of undefined contents. */
  Array take(TensorType type) {
    long bytes = Math.max(type.bytes(), 1);
    var fit = free.ceilingEntry(bytes);
    if (fit != null && fit.getKey() <= SLACK * bytes) {
      Memory.Block block = fit.getValue().pop();
      if (fit.getValue().isEmpty()) {
        free.remove(fit.getKey());
      }
      return new Array(block, type);
    }
    Memory.Block block = memory.allocate(bytes);
    all.add(block);
    return new Array(block, type);
  }

  /** Takes the memory of an array back that no later step reads. */
  void giveBack(Memory.Block block) {
    free.computeIfAbsent(block.bytes(), b -> new ArrayDeque<>()).push(block);
  }

  @Override
  public void close() {
    all.forEach(Memory.Block::close);
    all.clear();
    free.clear();
  }
}
