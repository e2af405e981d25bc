package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.serialization.Safetensors;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ImportReport;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keras' files beside the golden cases, which {@code KerasTest} loads: reports and errors. */
class KerasFilesTest {
  private static final Path CASES = Path.of("src/test/resources/conformance");

  @Test
  void contentTellsTheFormat(@TempDir Path folder) throws IOException {
    Path renamed = folder.resolve("model.bin");
    Files.copy(CASES.resolve("saved/mlp/model.keras"), renamed);
    try (Model m = Model.load(renamed)) {
      assertThat(m.weights()).hasSize(4);
    }
    Path h5 = folder.resolve("model.keras");
    Files.copy(CASES.resolve("saved-keras2/mlp/model.h5"), h5);
    assertThat(Model.inspect(h5).format()).isEqualTo("Keras legacy .h5");
  }

  @Test
  void theReportTellsWhatWasReadAndChanged() {
    ImportReport r = Model.inspect(CASES.resolve("saved-keras2/conv1d/model.h5"));
    assertThat(r.loadable()).isTrue();
    assertThat(r.version()).isEqualTo("2.21.0");
    assertThat(r.read())
        .containsExactly("architecture (attribute model_config)", "weights (model_weights)");
    assertThat(r.toString())
        .contains("'leaky_re_lu' (LeakyReLU) 'alpha' is now 'negative_slope'")
        .endsWith("no problems");
  }

  @Test
  void oldHardSigmoidIsAnotherFunction() {
    assertThat(Model.inspect(CASES.resolve("saved-keras2/convlstm/model.keras")).toString())
        .contains("'conv_lstm2d' (ConvLSTM2D) activation 'hard_sigmoid' is Keras 2's");
  }

  @Test
  void allProblemsAreListedAtOnce() {
    String dense =
        """
        {"module": "keras.layers", "class_name": "Dense", "registered_name": null, "config": {"name": "%s", %s}}
        """;
    String json =
        """
        {"class_name": "Sequential", "keras_version": "3.15.1", "config": {"name": "s", "layers": [
          {"module": "keras.layers", "class_name": "Dens", "registered_name": null, "config": {"name": "first"}},
          %s, %s]}}
        """
            .formatted(
                dense.formatted("second", "\"unitz\": 3"),
                dense.formatted("third", "\"units\": \"many\""));
    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("written by version 3.15.1: 3 of its parts cannot be read")
        .hasMessageContaining("'first' (Dens) is not known; the nearest known name is Dense")
        .hasMessageContaining(
            "'second' (Dense) unitz: unknown key 'unitz'; the nearest known name is units")
        .hasMessageContaining("'third' (Dense)");
  }

  @Test
  void weightsAloneAreNoModel() {
    assertThatThrownBy(() -> Model.load(CASES.resolve("saved/mlp/model.weights.h5")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.weights.h5: holds weights only")
        .hasMessageContaining("model.loadWeights(path)");
  }

  @Test
  void weightsOfAnotherModelChangeNothing() {
    try (Model m = Model.load(CASES.resolve("saved/mlp/model.keras"))) {
      var before = m.getWeights();
      assertThatThrownBy(() -> m.loadWeights(CASES.resolve("saved/cnn/model.weights.h5")))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("the weights do not fit the model")
          .hasMessageContaining("layers/conv2d/vars/0");
      for (int i = 0; i < before.size(); i++) {
        assertThat(m.getWeights().get(i).toFloats()).containsExactly(before.get(i).toFloats());
      }
    }
  }

  @Test
  void layersThatKeras3DoesNotHaveAreNamedWithWhatHelps() {
    String json =
        """
        {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "s", "layers": [
          {"class_name": "CuDNNLSTM", "config": {"name": "a", "units": 3}},
          {"class_name": "CuDNNGRU", "config": {"name": "b", "units": 3}},
          {"class_name": "LocallyConnected1D", "config": {"name": "c", "filters": 3}},
          {"class_name": "TFOpLambda", "config": {"name": "tf.math.add", "function": "math.add"}},
          {"class_name": "SlicingOpLambda", "config": {"name": "d", "function": "__operators__.getitem"}}]}}
        """;
    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("5 of its parts cannot be read")
        .hasMessageContaining("'a' (CuDNNLSTM) Keras 3 does not have it; make the model with LSTM")
        .hasMessageContaining("'b' (CuDNNGRU) Keras 3 does not have it; make the model with GRU")
        .hasMessageContaining("'c' (LocallyConnected1D) Keras 3 does not have it; the nearest is")
        .hasMessageContaining("'tf.math.add' (TFOpLambda) it is a TensorFlow operation")
        .hasMessageContaining("'d' (SlicingOpLambda) it is a TensorFlow operation");
  }

  /** Weights i / 8, which bfloat16 holds exactly; Keras itself cannot load the legacy file. */
  @Test
  void bfloat16WeightsAreRead() {
    Path files = Path.of("src/test/resources/bfloat16");
    try (Model m = Model.load(files.resolve("m.keras"))) {
      assertThat(m.weights().get(0).type().toString()).isEqualTo("bf16[2, 3]");
      float[] want = {0, 0.125f, 0.25f, 0.375f, 0.5f, 0.625f};
      assertThat(m.getWeights().get(0).toFloats()).containsExactly(want);
      m.weights().get(0).set(Tensor.zeros(m.weights().get(0).type()));
      m.loadWeights(files.resolve("m.weights.h5"));
      assertThat(m.getWeights().get(0).toFloats()).containsExactly(want);
    }
    assertThatThrownBy(() -> Model.load(files.resolve("m.h5")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("lose the type of bfloat16 weights: save the model as .keras");
  }

  @Test
  void outputsAreComparedWithRecordedOnes(@TempDir Path folder) throws IOException {
    Path golden = CASES.resolve("saved/mlp/tensors.safetensors");
    try (Model m = Model.load(CASES.resolve("saved/mlp/model.keras"))) {
      Verification v = m.verify(golden);
      assertThat(v.passed()).isTrue();
      assertThat(v.outputs()).hasSize(1);

      Map<String, Tensor> recorded = Safetensors.read(golden).tensors();
      Tensor right = Objects.requireNonNull(recorded.get("output/0"));
      float[] wrong = right.toFloats();
      wrong[1] += 0.5f;
      Path other = folder.resolve("other.safetensors");
      try (OutputStream out = Files.newOutputStream(other)) {
        Safetensors.write(
            out,
            Map.of(
                "input/0", Objects.requireNonNull(recorded.get("input/0")),
                "output/0", Tensor.of(wrong, right.shape().toArray())),
            Map.of());
      }
      Verification failed = m.verify(other);
      assertThat(failed.passed()).isFalse();
      assertThat(failed.outputs().get(0).outside()).isEqualTo(1);
      assertThat(failed.outputs().get(0).largestError()).isBetween(0.49, 0.51);
    }
  }
}
