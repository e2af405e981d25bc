package dev.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Dataset;
import dev.lamina.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BatchesTest {
  /** Rows of 20,000 bytes: a batch of 7 is large enough for a thread of its own. */
  private static final int ROW = 5000;

  private static final int SAMPLES = 23;

  /** Row i holds i, and so does label i. */
  private static Dataset data() {
    var x = new float[SAMPLES * ROW];
    var y = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      Arrays.fill(x, i * ROW, (i + 1) * ROW, i);
      y[i] = i;
    }
    return Dataset.of(Tensor.of(x, SAMPLES, ROW), Tensor.of(y, SAMPLES));
  }

  private static List<Integer> epoch(Batches batches) {
    var seen = new ArrayList<Integer>();
    while (batches.hasNext()) {
      List<Tensor> batch = batches.next();
      float[] x = (float[]) batch.get(0).array();
      int[] y = (int[]) batch.get(1).array();
      for (int i = 0; i < y.length; i++) {
        assertThat(x[i * ROW]).isEqualTo(y[i]);
        assertThat(x[(i + 1) * ROW - 1]).isEqualTo(y[i]);
        seen.add(y[i]);
      }
    }
    return seen;
  }

  @Test
  void everyRowOnceInTheSameOrderWithAndWithoutAThread() {
    try (var direct = new Batches(data(), 7, false, UnaryOperator.identity());
        var prefetched = new Batches(data(), 7, true, UnaryOperator.identity())) {
      for (int epoch = 0; epoch < 3; epoch++) {
        direct.restart(5, epoch);
        prefetched.restart(5, epoch);
        List<Integer> order = epoch(direct);
        assertThat(order).doesNotHaveDuplicates().hasSize(SAMPLES).isNotEqualTo(sorted());
        assertThat(epoch(prefetched)).isEqualTo(order);
      }
      direct.restart();
      prefetched.restart();
      assertThat(epoch(direct)).isEqualTo(sorted());
      assertThat(epoch(prefetched)).isEqualTo(sorted());
    }
  }

  private static List<Integer> sorted() {
    var all = new ArrayList<Integer>();
    for (int i = 0; i < SAMPLES; i++) {
      all.add(i);
    }
    return all;
  }
}
