package dev.lamina.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.graph.Value;
import dev.lamina.graph.op.Conv;
import dev.lamina.graph.op.Window;
import dev.lamina.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionsTest {
  @Test
  void anExampleByHand() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 3, 3, 1);
    Tensor k = Tensor.of(new float[] {1, 0, 0, -1}, 2, 2, 1, 1);
    Window w = new Window(List.of(1, 1), List.of(0, 0), List.of(0, 1), List.of(1, 1));
    // x[i, j] - x[i + 1, j + 1], where the column behind the last one is 0.
    assertThat(Run.on(in -> Value.of(new Conv(w, 1), in), x, k))
        .isEqualTo(Tensor.of(new float[] {-4, -4, 3, -4, -4, 6}, 1, 2, 3, 1));
  }

  @ParameterizedTest
  @CsvSource({"1,0,1,1", "2,1,1,1", "1,2,2,1", "3,1,2,1", "1,1,1,2", "2,0,1,2", "2,1,2,4"})
  void theDefinition(int stride, int pad, int dilation, int groups) {
    Tensor x = Run.random(1, 2, 7, 8, 4);
    Tensor k = Run.random(2, 3, 2, 4 / groups, 8);
    Window w =
        new Window(
            List.of(stride, stride), List.of(pad, pad), List.of(pad, 0), List.of(dilation, 1));
    Tensor y = Run.on(in -> Value.of(new Conv(w, groups), in), x, k);
    int[] d = y.shape().toArray();
    for (int flat = 0; flat < y.size(); flat++) {
      int o = flat % d[3];
      int j = flat / d[3] % d[2];
      int i = flat / d[3] / d[2] % d[1];
      int b = flat / d[3] / d[2] / d[1];
      double sum = 0;
      for (int u = 0; u < 3; u++) {
        for (int v = 0; v < 2; v++) {
          for (int c = 0; c < 4 / groups; c++) {
            int row = i * stride + u * dilation - pad;
            int column = j * stride + v - pad;
            int channel = o / (8 / groups) * (4 / groups) + c;
            if (row >= 0 && row < 7 && column >= 0 && column < 8) {
              sum +=
                  x.getDouble(((b * 7 + row) * 8 + column) * 4 + channel)
                      * k.getDouble(((u * 2 + v) * (4 / groups) + c) * 8 + o);
            }
          }
        }
      }
      assertThat(y.getDouble(flat)).isCloseTo(sum, Offset.offset(1e-12));
    }
  }
}
