package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.losses.Loss;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.TypedLoss;
import dev.lamina.metrics.AUC;
import dev.lamina.metrics.MeanIoU;
import dev.lamina.metrics.MeanMetricWrapper;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Poisson;
import dev.lamina.metrics.TypedMetric;
import dev.lamina.tensor.DType;
import dev.lamina.training.ModelFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** {@code dtype} of losses and metrics in configs. */
class LossDtypesTest {
  private final KerasJson json = new KerasJson(KerasRegistry.standard());

  private static ObjectNode mse(String dtype) {
    String text =
        "{'module':'keras.losses','class_name':'MeanSquaredError','config':{'name':"
            + "'mean_squared_error','reduction':'sum_over_batch_size','dtype':"
            + dtype
            + "},'registered_name':null}";
    return Json.readObject("test", text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void namesAndPoliciesAreRead() {
    Loss float64 = MeanSquaredError.of().withDtype(DType.FLOAT64);
    assertThat(json.read(Loss.class, mse("'float64'"), "test")).isEqualTo(float64);
    assertThat(json.write(float64)).isEqualTo(mse("'float64'"));
    String mixed =
        "{'module':'keras','class_name':'DTypePolicy','config':{'name':'mixed_float16'}}";
    assertThat(json.read(Loss.class, mse(mixed), "test").dtype()).isEqualTo(DType.FLOAT16);
    for (String plain : new String[] {"null", "'float32'"}) {
      assertThat(json.read(Loss.class, mse(plain), "test")).isEqualTo(MeanSquaredError.of());
    }
  }

  @Test
  void metricsAreWrittenAndReadAgain() {
    for (Metric m :
        new Metric[] {
          AUC.of().withDtype(DType.BFLOAT16),
          MeanIoU.of(3).withDtype(DType.FLOAT64),
          MeanMetricWrapper.of("plain", Poisson.of()).withDtype(DType.FLOAT64),
          MeanMetricWrapper.of("typed", MeanSquaredError.of().withDtype(DType.FLOAT16))
        }) {
      ObjectNode written = json.write(m);
      assertThat(written.path("config").path("dtype").asString("")).isEqualTo(m.dtype().keras());
      assertThat(json.read(Metric.class, written, "test")).isEqualTo(m);
    }
  }

  @Test
  void anotherDtypeReplacesTheFirst() {
    Loss half = MeanSquaredError.of().withDtype(DType.FLOAT64).withDtype(DType.FLOAT16);
    assertThat(half).isEqualTo(new TypedLoss(MeanSquaredError.of(), DType.FLOAT16));
    assertThat(half.withDtype(DType.FLOAT32)).isEqualTo(MeanSquaredError.of());
    Metric auc = AUC.of().withDtype(DType.FLOAT64).withDtype(DType.FLOAT16);
    assertThat(auc).isEqualTo(new TypedMetric(AUC.of(), DType.FLOAT16));
  }

  @Test
  void dtypesThatDoNotFloatAreRefused() {
    assertThatThrownBy(() -> json.read(Loss.class, mse("'int32'"), "model.keras"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.keras (MeanSquaredError)")
        .hasMessageContaining("expected float32, float64")
        .hasMessageContaining("'int32'");
    assertThatThrownBy(() -> MeanSquaredError.of().withDtype(DType.INT32))
        .hasMessageContaining("loss mean_squared_error")
        .hasMessageContaining("expected float64, bfloat16 or float16")
        .hasMessageContaining("int32");
    assertThatThrownBy(() -> AUC.of().withDtype(DType.BOOL))
        .hasMessageContaining("metric auc")
        .hasMessageContaining("bool");
  }
}
