package dev.lamina.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final Parallel parallel = new Parallel(3);

  @AfterEach
  void close() {
    parallel.close();
  }

  @Test
  void everyItemIsDoneOnce() {
    for (int items : new int[] {0, 1, 2, 7, 1000}) {
      var done = new AtomicIntegerArray(items);
      parallel.run(
          items,
          1,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              done.incrementAndGet(i);
            }
          });
      for (int i = 0; i < items; i++) {
        assertThat(done.get(i)).isEqualTo(1);
      }
    }
  }

  @Test
  void anErrorReachesTheCaller() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                parallel.run(
                    9,
                    1,
                    (from, to) -> {
                      if (to == 9) {
                        throw new IllegalArgumentException("item 8");
                      }
                    }))
        .withMessage("item 8");
  }

  @Test
  void anInterruptIsPassedOnAfterTheWork() {
    Thread.currentThread().interrupt();
    var done = new AtomicIntegerArray(30);
    parallel.run(
        30,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            done.incrementAndGet(i);
          }
        });
    assertThat(Thread.interrupted()).isTrue();
    for (int i = 0; i < 30; i++) {
      assertThat(done.get(i)).isEqualTo(1);
    }
  }
}
