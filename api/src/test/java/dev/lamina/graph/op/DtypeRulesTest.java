package dev.lamina.graph.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.tensor.DType;
import dev.lamina.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What type rules say of dtypes that no engine could run. */
class DtypeRulesTest {
  private static final Window LINE = new Window(List.of(1), List.of(0), List.of(0), List.of(1));
  private static final List<Integer> TWO = List.of(2);

  private static void refuses(String message, Op op, TensorType... in) {
    assertThatThrownBy(() -> op.infer(List.of(in)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64", "UINT8", "BOOL"})
  void convolutionsAndAveragesAreOfFloats(DType d) {
    TensorType x = TensorType.of(d, 2, 5, 3);
    TensorType k = TensorType.of(d, 2, 3, 4);
    TensorType y = TensorType.of(d, 2, 4, 4);
    TensorType pooled = TensorType.of(d, 2, 4, 3);
    String got = ": expected a floating dtype, got %s; cast it";
    refuses(("conv" + got).formatted(x), new Conv(LINE, 1), x, k);
    refuses(("conv_input_grad" + got).formatted(y), new ConvInputGrad(LINE, 1, x.shape()), y, k);
    refuses(("conv_kernel_grad" + got).formatted(x), new ConvKernelGrad(LINE, 1, k.shape()), x, y);
    refuses(("pool" + got).formatted(x), new Pool(Pool.Kind.AVG, TWO, LINE), x);
    refuses(("max_pool_grad" + got).formatted(x), new MaxPoolGrad(TWO, LINE), x, pooled, pooled);
    refuses(
        ("avg_pool_grad" + got).formatted(pooled), new AvgPoolGrad(TWO, LINE, x.shape()), pooled);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT32", "INT64", "UINT8", "BOOL"})
  void updatesAreOfFloats(DType d) {
    TensorType w = TensorType.of(d, 3);
    String got = ": expected a floating dtype, got %s; cast it".formatted(w);
    refuses("sgd_update" + got, new SgdUpdate(0.9, false), w, w, w, w);
    refuses("rms_prop_update" + got, new RmsPropUpdate(0.9, 1e-7), w, w, w, w);
    refuses("adam_update" + got, new AdamUpdate(0.9, 0.99, 1e-7), w, w, w, w, w);
  }

  @Test
  void maximaAndSumsAreOfNumbers() {
    TensorType x = TensorType.of(DType.BOOL, 2, 5, 3);
    String got = ": expected a number, got bool[2, 5, 3]; cast it";
    refuses("pool" + got, new Pool(Pool.Kind.MAX, TWO, LINE), x);
    refuses("cum_sum" + got, new CumSum(0, false, false), x);
    refuses("top_k" + got, new TopK(1), x);
    refuses("scatter_add" + got, new ScatterAdd(0, 3), TensorType.of(DType.INT32, 2), x);
  }
}
