package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNamesTest {
  @ParameterizedTest
  @CsvSource({
    "units, units",
    "kernelSize, kernel_size",
    "beta1, beta_1",
    "epsilon2, epsilon_2",
    "l1, l1",
    "l2RegularizationStrength, l2_regularization_strength",
    "tMul, t_mul",
    "k, k",
    "N, N",
  })
  void componentsBecomeKeys(String component, String key) {
    assertThat(KeyNames.snake(component)).isEqualTo(key);
  }

  /** Names that Keras 3.15 gave. */
  @ParameterizedTest
  @CsvSource({
    "MaxPooling2D, max_pooling2d",
    "LSTM, lstm",
    "RMSprop, rm_sprop",
    "AdamW, adam_w",
    "BatchNormalization, batch_normalization",
  })
  void classesBecomeNames(String type, String name) {
    assertThat(KeyNames.ofClass(type)).isEqualTo(name);
  }
}
