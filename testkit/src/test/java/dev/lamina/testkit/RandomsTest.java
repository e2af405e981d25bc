package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.backend.Backends;
import dev.lamina.graph.Graph;
import dev.lamina.graph.Value;
import dev.lamina.ops.Randoms;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Distributions against 400 000 draws of Keras 3.15 ({@code src/test/python/randoms.py}): the
 * shares of draws below Keras' quantiles, or of each whole number, within four standard errors.
 */
class RandomsTest {
  private static final int N = 100_000;
  private static final double[] Q = {0.05, 0.25, 0.5, 0.75, 0.95};

  @Test
  void quantiles() {
    check((r, s) -> r.normal(s, 1, 2), -2.2898, -0.3406, 1.0014, 2.3499, 4.2888);
    check((r, s) -> r.truncatedNormal(s, 1, 2), -1.9433, -0.2767, 1.0022, 2.2725, 3.9495);
    check((r, s) -> r.gamma(s, scalar(0.5)), 0.002, 0.0508, 0.2276, 0.6645, 1.9145);
    check((r, s) -> r.gamma(s, scalar(3)), 0.8167, 1.7251, 2.6739, 3.9281, 6.2983);
    check((r, s) -> r.beta(s, scalar(0.7), scalar(2)), 0.0065, 0.0671, 0.1958, 0.4017, 0.7186);
    check((r, s) -> r.uniform(s, -1, 3), -0.8, 0, 1, 2, 2.8);
  }

  @Test
  void wholeNumbers() {
    shares(
        draw(N / 4, (r, s) -> r.binomial(s, 10, scalar(0.3))),
        0,
        0.0283,
        0.1198,
        0.2344,
        0.2672,
        0.1999,
        0.1031,
        0.0366,
        0.0091);
    double seventh = 1 / 7.0;
    shares(
        draw(N, (r, s) -> r.randint(s, -2, 5)),
        -2,
        seventh,
        seventh,
        seventh,
        seventh,
        seventh,
        seventh,
        seventh);
    Value logits = Value.constant(Tensor.of(new float[][] {{0, (float) Math.log(2), -30}}));
    shares(draw(N, (r, s) -> r.categorical(logits, N)), 0, 1 / 3.0, 2 / 3.0, 0);
    shares(draw(N, (r, s) -> r.bernoulli(s, 0.2).cast(DType.INT32)), 0, 0.8, 0.2);
  }

  @Test
  void dropoutKeepsTheMean() {
    Value ones = Value.constant(Tensor.of(new float[] {1})).broadcastTo(Shape.of(N));
    double[] y = draw(N, (r, s) -> r.dropout(ones, 0.3));
    double zeros = Arrays.stream(y).filter(v -> v == 0).count() / (double) N;
    assertThat(zeros).isCloseTo(0.3, within(error(0.3, N)));
    assertThat(Arrays.stream(y).max().orElseThrow()).isCloseTo(1 / 0.7, within(1e-6));
  }

  @Test
  void shuffledEntriesStayWhole() {
    Tensor rows = Tensor.of(new int[][] {{0, 10}, {1, 11}, {2, 12}, {3, 13}, {4, 14}, {5, 15}});
    double[] y = draw(6, (r, s) -> r.shuffle(Value.constant(rows), 0));
    double[] firsts = new double[6];
    for (int i = 0; i < 6; i++) {
      firsts[i] = y[2 * i];
      assertThat(y[2 * i + 1]).isEqualTo(y[2 * i] + 10);
    }
    assertThat(firsts).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(firsts).isNotEqualTo(new double[] {0, 1, 2, 3, 4, 5});
  }

  @Test
  void sameSeedSameNumbers() {
    BiFunction<Randoms, Shape, Value> both =
        (r, s) -> r.normal(s, 0, 1).minus(Randoms.of(7).normal(s, 0, 1));
    assertThat(draw(9, both)).containsOnly(0);
    BiFunction<Randoms, Shape, Value> others =
        (r, s) -> r.uniform(s).minus(Randoms.of(8).uniform(s));
    assertThat(draw(9, others)).doesNotContain(0);
  }

  @Test
  void badArguments() {
    Randoms r = Randoms.of(1);
    Shape s = Shape.of(3);
    assertThatThrownBy(() -> r.uniform(s, 2, 1))
        .hasMessage("random uniform: expected min <= max, got 2.0 and 1.0");
    assertThatThrownBy(() -> r.randint(s, 5, 5)).hasMessageContaining("got [5, 5)");
    assertThatThrownBy(() -> r.bernoulli(s, 1.5)).hasMessageContaining("probability in [0, 1]");
    assertThatThrownBy(() -> r.dropout(scalar(1), 1)).hasMessageContaining("rate in [0, 1)");
    assertThatThrownBy(() -> r.categorical(scalar(1), 2)).hasMessageContaining("[batch, classes]");
    assertThatThrownBy(() -> r.binomial(s, 0, scalar(0.5))).hasMessageContaining("count in [1,");
  }

  private static void check(BiFunction<Randoms, Shape, Value> values, double... quantiles) {
    double[] x = draw(N, values);
    for (int i = 0; i < Q.length; i++) {
      double limit = quantiles[i];
      double below = Arrays.stream(x).filter(v -> v < limit).count() / (double) N;
      assertThat(below).isCloseTo(Q[i], within(error(Q[i], N)));
    }
  }

  private static void shares(double[] x, int first, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      int value = first + i;
      double share = Arrays.stream(x).filter(v -> v == value).count() / (double) x.length;
      assertThat(share).isCloseTo(expected[i], within(error(expected[i], x.length)));
    }
  }

  /** Of both: ours and Keras', rounded to four digits. */
  private static double error(double share, int n) {
    double variance = share * (1 - share);
    return 4 * Math.sqrt(variance / n + variance / 400_000) + 1e-4;
  }

  private static Value scalar(double x) {
    return Value.scalar(DType.FLOAT32, x);
  }

  private static double[] draw(int n, BiFunction<Randoms, Shape, Value> values) {
    Value y = values.apply(Randoms.of(7), Shape.of(n));
    return Runner.run(Backends.get("java"), Graph.of(List.of(), List.of(y)), List.of())
        .get(0)
        .toDoubles();
  }
}
