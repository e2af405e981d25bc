package dev.lamina.training;

import dev.lamina.data.Dataset;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Cuts a data set into batches, in order or shuffled. Rows are gathered into one of two reused sets
 * of arrays; the next batch is gathered on another thread while the engine works on this one, where
 * that pays: if there is a core that the engine does not use, and the batch is not so small that
 * handing it over would cost more than copying it. On a core that the engine does use, the copy
 * would hold up all threads of a kernel: a step of the mlp workload on two cores took 8 to 11 %
 * longer.
 */
final class Batches implements AutoCloseable {
  private static final int PREFETCH_FROM_BYTES = 1 << 16;

  private final List<Tensor> tensors;
  private final UnaryOperator<List<Tensor>> prepare;
  private final int samples;
  private final int batchSize;
  private final int[] order;
  private final List<List<Tensor>> staging = new ArrayList<>();
  private final boolean prefetch;
  private final ExecutorService worker;
  private Future<List<Tensor>> next;
  private int at;
  private int slot;

  /** {@code prepare}: what is done to each batch before it is handed on. */
  Batches(Dataset data, int batchSize, boolean spareCore, UnaryOperator<List<Tensor>> prepare) {
    this.tensors = data.tensors();
    this.prepare = prepare;
    this.samples = data.size();
    this.batchSize = Math.min(batchSize, samples);
    this.order = new int[samples];
    long bytes = 0;
    for (Tensor t : tensors) {
      bytes += t.type().bytes() / Math.max(1, samples) * this.batchSize;
    }
    for (int s = 0; s < 2; s++) {
      staging.add(
          tensors.stream()
              .map(t -> Tensor.zeros(t.type().withShape(t.shape().with(0, this.batchSize))))
              .toList());
    }
    this.prefetch = spareCore && bytes >= PREFETCH_FROM_BYTES;
    this.worker =
        Executors.newSingleThreadExecutor(
            r -> {
              var t = new Thread(r, "lamina-prefetch");
              t.setDaemon(true);
              return t;
            });
    this.next = java.util.concurrent.CompletableFuture.completedFuture(List.of());
  }

  int perEpoch() {
    return (samples + batchSize - 1) / batchSize;
  }

  /** Starts over, in the data's own order. */
  void restart() {
    settle();
    ownOrder();
    begin();
  }

  /** Starts over in a new order (Fisher-Yates on counter-based random numbers). */
  void restart(long seed, long epoch) {
    settle();
    ownOrder();
    int[] bits = Philox.bits(Philox.key(seed, Tracer.hash("shuffle")), epoch, samples);
    for (int i = samples - 1; i > 0; i--) {
      int j = (int) (((bits[i] & 0xffffffffL) * (i + 1)) >>> 32);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    begin();
  }

  private void ownOrder() {
    for (int i = 0; i < samples; i++) {
      order[i] = i;
    }
  }

  private void begin() {
    at = 0;
    if (prefetch) {
      schedule();
    }
  }

  /** How many samples have been handed out since the last start. */
  int position() {
    return at;
  }

  /** Goes on behind the first {@code samples} of the order that was started. */
  void skipTo(int position) {
    settle();
    at = position;
    if (prefetch && hasNext()) {
      schedule();
    }
  }

  int samples() {
    return samples;
  }

  boolean hasNext() {
    return at < samples;
  }

  /** The next batch's tensors; valid until the next but one is asked for. */
  List<Tensor> next() {
    if (!prefetch) {
      int from = at;
      return gather(slot ^= 1, from, advance());
    }
    List<Tensor> batch = settle();
    advance();
    if (hasNext()) {
      schedule();
    }
    return batch;
  }

  private int advance() {
    int end = Math.min(at + batchSize, samples);
    at = end;
    return end;
  }

  private void schedule() {
    int from = at;
    int to = Math.min(at + batchSize, samples);
    int s = slot ^= 1;
    next = worker.submit(() -> gather(s, from, to));
  }

  private List<Tensor> settle() {
    try {
      return next.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was prepared", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a batch could not be prepared", e.getCause());
    }
  }

  private List<Tensor> gather(int s, int from, int to) {
    List<Tensor> out = staging.get(s);
    if (to - from < batchSize) {
      out =
          tensors.stream()
              .map(t -> Tensor.zeros(t.type().withShape(t.shape().with(0, to - from))))
              .toList();
    }
    for (int i = 0; i < tensors.size(); i++) {
      Object source = tensors.get(i).array();
      Object target = out.get(i).array();
      int row = samples == 0 ? 0 : tensors.get(i).size() / samples;
      for (int r = from; r < to; r++) {
        System.arraycopy(source, order[r] * row, target, (r - from) * row, row);
      }
    }
    return prepare.apply(out);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  /** A tensor of other numbers, where the model wants floats. */
  static Tensor convert(String what, Tensor t, DType wanted) {
    if (t.dtype() == wanted) {
      return t;
    }
    boolean strings = t.dtype() == DType.STRING || wanted == DType.STRING;
    if (!strings && (wanted.isFloating() || (t.dtype().isInteger() && wanted.isInteger()))) {
      return t.cast(wanted);
    }
    throw new IllegalArgumentException(
        "%s: expected %s, got %s; convert the data"
            .formatted(what, wanted.keras(), t.dtype().keras()));
  }
}
