package dev.lamina.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.layers.MultiHeadAttention;
import dev.lamina.layers.Shared;
import dev.lamina.serialization.keras.KerasFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keras 3.15 trains an attention whose file says trainable false; Lamina's files keep it frozen.
 */
class FrozenAttentionTest {
  private static Model frozen() {
    var x = Input.of(3, 4);
    var attention = Shared.of(MultiHeadAttention.of(2, 3).named("attention"));
    Model model = Model.of(x, attention.on(x, x));
    attention.setTrainable(false);
    return model;
  }

  @Test
  void kerasFilesTrainIt(@TempDir Path dir) {
    var keras = new KerasFormat();
    Path file = dir.resolve("model.keras");
    keras.save(frozen(), file);
    assertThat(keras.load(file).trainableWeights()).hasSize(8);
    assertThat(keras.fromJson(keras.toJson(frozen())).trainableWeights()).hasSize(8);
    assertThat(keras.inspect(file).toString())
        .contains("'attention' (MultiHeadAttention) 'trainable' is false in the file")
        .contains("setTrainable(false)");
  }

  @Test
  void laminaFilesKeepIt(@TempDir Path dir) {
    Path file = dir.resolve("model.lamina");
    new LaminaFormat().save(frozen(), file);
    assertThat(new LaminaFormat().load(file).trainableWeights()).isEmpty();
  }
}
