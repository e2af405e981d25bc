package dev.lamina.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lamina.graph.Node;
import dev.lamina.graph.Value;
import dev.lamina.graph.op.ArgReduce;
import dev.lamina.graph.op.Binary;
import dev.lamina.graph.op.CumSum;
import dev.lamina.graph.op.MaxPoolGrad;
import dev.lamina.graph.op.Pool;
import dev.lamina.graph.op.RandomUniform;
import dev.lamina.graph.op.Reduce;
import dev.lamina.graph.op.ScatterAdd;
import dev.lamina.graph.op.TopK;
import dev.lamina.graph.op.Unary;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Philox;
import dev.lamina.tensor.Shape;
import dev.lamina.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small examples whose results are plain to see. */
class KernelsTest {
  private final Tensor matrix = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

  /** Abramowitz and Stegun, table 7.1, and the complement's first digits beyond it. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "-1, -0.8427007929497149",
    "2, 0.9953222650189527",
    "3, 0.9999779095030014",
    "7, 1"
  })
  void erf(double x, double y) {
    // The rounding of some forty terms.
    assertThat(Functions.erf(x)).isCloseTo(y, Offset.offset(1e-15));
  }

  @Test
  void rearranging() {
    assertThat(Run.on(in -> in.get(0).transpose(1, 0), matrix))
        .isEqualTo(Tensor.of(new float[] {1, 4, 2, 5, 3, 6}, 3, 2));
    assertThat(Run.on(in -> in.get(0).reverse(1), matrix))
        .isEqualTo(Tensor.of(new float[] {3, 2, 1, 6, 5, 4}, 2, 3));
    assertThat(
            Run.on(in -> in.get(0).slice(new int[2], new int[] {2, 3}, new int[] {1, 2}), matrix))
        .isEqualTo(Tensor.of(new float[] {1, 3, 4, 6}, 2, 2));
    assertThat(Run.on(in -> in.get(0).pad(new int[] {1, 0}, new int[] {0, 1}, 9), matrix))
        .isEqualTo(Tensor.of(new float[] {9, 9, 9, 9, 1, 2, 3, 9, 4, 5, 6, 9}, 3, 4));
    assertThat(Run.on(in -> Value.concat(1, List.of(in.get(0), in.get(0).slice(1, 2, 3))), matrix))
        .isEqualTo(Tensor.of(new float[] {1, 2, 3, 3, 4, 5, 6, 6}, 2, 4));
    assertThat(Run.on(in -> in.get(0).slice(1, 0, 1).broadcastTo(Shape.of(2, 2)), matrix))
        .isEqualTo(Tensor.of(new float[] {1, 1, 4, 4}, 2, 2));
  }

  @Test
  void reducing() {
    assertThat(Run.on(in -> in.get(0).sum(0), matrix)).isEqualTo(Tensor.of(new float[] {5, 7, 9}));
    assertThat(Run.on(in -> in.get(0).mean(1), matrix)).isEqualTo(Tensor.of(new float[] {2, 5}));
    assertThat(Run.on(in -> in.get(0).reduce(Reduce.Kind.PROD, true), matrix))
        .isEqualTo(Tensor.of(new float[] {720}, 1, 1));
    assertThat(Run.on(in -> Value.of(new ArgReduce(ArgReduce.Kind.MIN, 0), in), matrix))
        .isEqualTo(Tensor.of(new int[] {0, 0, 0}));
    assertThat(Run.on(in -> Value.of(new CumSum(1, true, false), in), matrix))
        .isEqualTo(Tensor.of(new float[] {0, 1, 3, 0, 4, 9}, 2, 3));
    assertThat(Run.on(in -> Value.of(new CumSum(0, false, true), in), matrix))
        .isEqualTo(Tensor.of(new float[] {5, 7, 9, 4, 5, 6}, 2, 3));
  }

  @Test
  void sumsOfManyFloatsDoNotDrift() {
    Tensor tenths =
        Tensor.full(new dev.lamina.tensor.TensorType(DType.FLOAT32, Shape.of(1 << 20)), 0.1);
    double exact = (1 << 20) * (double) 0.1f;
    assertThat(Run.on(in -> in.get(0).sum(), tenths).item()).isEqualTo((float) exact);
    Tensor x = Tensor.full(tenths.type().withShape(Shape.of(1, 1 << 15)), 0.1);
    Tensor ones = Tensor.full(x.type().withShape(Shape.of(1 << 15, 1)), 1);
    double product = Run.on(in -> in.get(0).matmul(in.get(1)), x, ones).item();
    assertThat(product / exact * 32).isCloseTo(1, Offset.offset(1e-5));
  }

  @Test
  void indexing() {
    Tensor i = Tensor.of(new int[] {1, 0, 1});
    assertThat(Run.on(in -> in.get(0).gather(0, in.get(1)), matrix, i))
        .isEqualTo(Tensor.of(new float[] {4, 5, 6, 1, 2, 3, 4, 5, 6}, 3, 3));
    assertThat(
            Run.on(
                in -> Value.of(new ScatterAdd(0, 2), in.get(1), in.get(0)),
                Tensor.of(new float[] {1, 2, 4}),
                i))
        .isEqualTo(Tensor.of(new float[] {2, 5}));
    assertThat(Run.on(in -> in.get(0).oneHot(2, DType.FLOAT32), Tensor.of(new int[] {1, 2, -1, 0})))
        .isEqualTo(Tensor.of(new float[] {0, 1, 0, 0, 0, 0, 1, 0}, 4, 2));
    Tensor ties = Tensor.of(new float[] {2, 3, 0f, 3, -0f}, 1, 5);
    assertThat(Run.on(in -> Node.of(new TopK(5), in).result(1), ties))
        .isEqualTo(Tensor.of(new int[] {1, 3, 0, 2, 4}, 1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Run.on(
                    in -> in.get(0).gather(1, in.get(1)),
                    matrix,
                    Tensor.of(new int[] {0, 1, 2, 3})))
        .withMessage("gather: index 3 at position 3 is not in [0, 3); indices count from 0");
  }

  @Test
  void pooling() {
    Tensor x = Tensor.of(new float[] {1, 5, 5, 2, 7}, 1, 5, 1);
    Window w = new Window(List.of(2), List.of(1), List.of(1), List.of(1));
    List<Integer> three = List.of(3);
    assertThat(Run.on(in -> Value.of(new Pool(Pool.Kind.MAX, three, w), in), x))
        .isEqualTo(Tensor.of(new float[] {5, 5, 7}, 1, 3, 1));
    assertThat(Run.on(in -> Value.of(new Pool(Pool.Kind.AVG, three, w), in), x))
        .isEqualTo(Tensor.of(new float[] {3, 4, 4.5f}, 1, 3, 1));
    Tensor g = Tensor.of(new float[] {1, 10, 100}, 1, 3, 1);
    assertThat(
            Run.on(
                in ->
                    Value.of(
                        new MaxPoolGrad(three, w),
                        in.get(0),
                        Value.of(new Pool(Pool.Kind.MAX, three, w), in.get(0)),
                        in.get(1)),
                x,
                g))
        .isEqualTo(Tensor.of(new float[] {0, 11, 0, 0, 100}, 1, 5, 1));
  }

  @Test
  void products() {
    Tensor b = Tensor.of(new float[] {1, 0, 2, 0, 1, 3}, 3, 2);
    Tensor want = Tensor.of(new float[] {8, 9, 20, 18}, 2, 2);
    assertThat(Run.on(in -> in.get(0).matmul(in.get(1)), matrix, b)).isEqualTo(want);
    assertThat(
            Run.on(
                in -> in.get(0).transpose(1, 0).matmul(in.get(1).transpose(1, 0), true, true),
                matrix,
                b))
        .isEqualTo(want);
  }

  @Test
  void integersAreExact() {
    Tensor big = Tensor.of(new long[] {Long.MAX_VALUE - 1, -7});
    assertThat(Run.on(in -> in.get(0).plus(Value.constant(Tensor.scalar(1L))), big).getLong(0))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(
            Run.on(
                in -> in.get(0).div(in.get(1)),
                Tensor.of(new int[] {-7, 7}),
                Tensor.of(new int[] {2, -2})))
        .isEqualTo(Tensor.of(new int[] {-3, -3}));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Run.on(
                    in -> in.get(0).div(in.get(1)),
                    Tensor.of(new int[] {1}),
                    Tensor.of(new int[] {0})))
        .withMessage("div: integer division of 1 by zero");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Run.on(
                    in -> in.get(0).binary(Binary.Kind.POW, in.get(1)),
                    Tensor.of(new int[] {2}),
                    Tensor.of(new int[] {-1})))
        .withMessageContaining("exponent >= 0");
  }

  @Test
  void specialFloats() {
    Tensor x = Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1000, 1000});
    assertThat(Run.on(in -> in.get(0).unary(Unary.Kind.IS_FINITE), x))
        .isEqualTo(Tensor.of(new boolean[] {false, false, true, true}));
    assertThat(Run.on(in -> in.get(0).sigmoid(), x).toFloats()).containsExactly(Float.NaN, 1, 0, 1);
    assertThat(Run.on(in -> in.get(0).softplus(), x).toFloats())
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, 0, 1000);
    assertThat(Run.on(in -> in.get(0).argmax(0), x).item()).isZero();
  }

  @Test
  void randomNumbersAreThoseOfPhilox() {
    assertThat(Run.on(in -> Value.of(new RandomUniform(Shape.of(2, 3), 11), in), Tensor.scalar(5L)))
        .isEqualTo(Tensor.of(Philox.uniform(11, 5, 6), 2, 3));
  }
}
