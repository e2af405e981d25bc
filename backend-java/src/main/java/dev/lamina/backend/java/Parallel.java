package dev.lamina.backend.java;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Splits a range of independent work among threads; the caller takes a share. How it is split never
 * shows in the results: every element is computed by one thread in one order.
 */
final class Parallel {
  /** Work on the items {@code [from, to)}. */
  interface Body {
    void run(int from, int to);
  }

  private final int threads;
  private final ExecutorService workers;

  Parallel(int threads) {
    this.threads = threads;
    this.workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              var t = new Thread(task, "lamina-java");
              t.setDaemon(true);
              return t;
            });
  }

  int threads() {
    return threads;
  }

  /** {@code grain}: the number of items below which another thread is not worth its start. */
  void run(int items, int grain, Body body) {
    int shares = Math.max(1, Math.min(threads, items / Math.max(1, grain)));
    if (shares == 1) {
      body.run(0, items);
      return;
    }
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int s = 0; s < shares; s++) {
      int from = (int) ((long) items * s / shares);
      int to = (int) ((long) items * (s + 1) / shares);
      tasks.add(
          new FutureTask<>(
              () -> {
                body.run(from, to);
                return null;
              }));
    }
    tasks.subList(1, shares).forEach(workers::execute);
    // A share that no worker has begun is run here: FutureTask runs once, whoever comes first.
    tasks.forEach(FutureTask::run);
    tasks.forEach(Parallel::await);
  }

  private static void await(Future<Void> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException e) {
          // The other threads still write to arrays of this run: finish, then pass it on.
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException r) {
            throw r;
          }
          throw new IllegalStateException("a worker failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() {
    workers.shutdown();
  }
}
