package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Weight;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.WeightLoading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of weights that fit in part: what Keras loads of them is in {@code expected.json}. */
class PartialWeightsTest {
  private static final Path FILES = Path.of("src/test/resources/partial");

  /** One call of load_weights; {@code loaded} is empty if Keras refused. */
  record Attempt(String model, String file, WeightLoading options, Optional<List<String>> loaded) {
    static Attempt of(JsonNode a) {
      var loaded = new ArrayList<String>();
      a.path("loaded").forEach(n -> loaded.add(n.stringValue()));
      return new Attempt(
          a.path("model").stringValue(),
          a.path("file").stringValue(),
          new WeightLoading(
              a.path("skip_mismatch").booleanValue(), a.path("by_name").booleanValue()),
          a.path("loaded").isNull() ? Optional.empty() : Optional.of(loaded));
    }

    /**
     * Two of Keras' ways are not followed. Layers of a .weights.h5 file that the model does not
     * have are an error unless mismatches are skipped: Keras says nothing. And a layer is skipped
     * as a whole, as Keras documents it: there, weights before the first that differs are set.
     */
    Optional<List<String>> wanted() {
      boolean byPath = file.endsWith(".weights.h5");
      if (byPath && model.equals("fewer") && !options.skipMismatch()) {
        return Optional.empty();
      }
      return byPath && model.equals("gru") ? loaded.map(l -> List.of()) : loaded;
    }
  }

  static Stream<Attempt> attempts() throws IOException {
    JsonNode all = JsonMapper.shared().readTree(Files.readString(FILES.resolve("expected.json")));
    return all.valueStream().map(Attempt::of);
  }

  private static void fill(Model model, float value) {
    for (Weight w : model.weights()) {
      float[] all = new float[w.type().shape().intSize()];
      java.util.Arrays.fill(all, value);
      w.set(Tensor.of(all, w.type().shape().toArray()));
    }
  }

  private static List<String> sevens(Model model) {
    return model.weights().stream()
        .filter(
            w -> {
              List<Float> distinct = distinct(w);
              assertThat(distinct).as(w.path()).hasSize(1);
              return distinct.equals(List.of(7f));
            })
        .map(Weight::path)
        .toList();
  }

  private static List<Float> distinct(Weight w) {
    var out = new ArrayList<Float>();
    for (float f : w.value().toFloats()) {
      if (!out.contains(f)) {
        out.add(f);
      }
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void loadsWhatKerasLoads(Attempt a) throws IOException {
    try (Model m = Model.fromJson(Files.readString(FILES.resolve(a.model() + ".json")))) {
      fill(m, 1);
      Optional<List<String>> wanted = a.wanted();
      if (wanted.isEmpty()) {
        assertThatThrownBy(() -> m.loadWeights(FILES.resolve(a.file()), a.options()))
            .isInstanceOf(ModelFormatException.class)
            .hasMessageContaining(a.file());
        assertThat(sevens(m)).as("a refused file changes nothing").isEmpty();
      } else {
        LoadedWeights done = m.loadWeights(FILES.resolve(a.file()), a.options());
        assertThat(sevens(m)).isEqualTo(wanted.get());
        assertThat(done.loaded()).containsExactlyInAnyOrderElementsOf(wanted.get());
        boolean all = wanted.get().size() == m.weights().size() && !a.model().equals("fewer");
        assertThat(done.skipped().isEmpty()).as(done.toString()).isEqualTo(all);
      }
    }
  }

  @Test
  void whatIsSkippedIsTold() throws IOException {
    Path file = FILES.resolve("dense.weights.h5");
    try (Model m = Model.fromJson(Files.readString(FILES.resolve("input.json")))) {
      assertThatThrownBy(() -> m.loadWeights(file))
          .hasMessageContaining("weight a/kernel: expected f32[6, 5], the file has")
          .hasMessageContaining("WeightLoading.exact().withSkipMismatch(true) loads what does fit");
      LoadedWeights done = m.loadWeights(file, WeightLoading.exact().withSkipMismatch(true));
      assertThat(done.skipped()).hasSize(1);
      assertThat(done.toString()).contains("2 weights loaded; skipped:\n  weight a/kernel");
      assertThatThrownBy(() -> m.loadWeights(file, WeightLoading.exact().withByName(true)))
          .hasMessageContaining("byName is for legacy .h5 and .safetensors files");
    }
  }

  private static Layer dense(String name, int units) {
    return Dense.of(units).named(name);
  }

  @Test
  void safetensorsByLayers(@TempDir Path folder) {
    Path file = folder.resolve("w.safetensors");
    Model from = Sequential.of(Input.of(4), dense("a", 5), dense("b", 3));
    fill(from, 7);
    from.saveWeights(file);
    Model to = Sequential.of(Input.of(6), dense("a", 5), dense("c", 5), dense("b", 3));
    fill(to, 1);
    WeightLoading exact = WeightLoading.exact();
    assertThatThrownBy(() -> to.loadWeights(file))
        .hasMessageContaining("a/kernel: expected f32")
        .hasMessageContaining("c/bias: missing");
    assertThatThrownBy(() -> to.loadWeights(file, exact.withByName(true)))
        .hasMessageContaining("a/kernel: expected f32");
    assertThat(sevens(to)).isEmpty();
    LoadedWeights done = to.loadWeights(file, exact.withByName(true).withSkipMismatch(true));
    assertThat(sevens(to)).containsExactly("b/kernel", "b/bias").isEqualTo(done.loaded());
    assertThat(done.skipped())
        .hasSize(3)
        .anyMatch(s -> s.startsWith("a/kernel: expected"))
        .anyMatch(s -> s.startsWith("c/kernel: missing"));

    Model other = Sequential.of(Input.of(4), dense("a", 5), dense("new", 2));
    fill(other, 1);
    assertThat(other.loadWeights(file, exact.withByName(true)).loaded())
        .containsExactly("a/kernel", "a/bias");
    assertThat(sevens(other)).containsExactly("a/kernel", "a/bias");
  }
}
