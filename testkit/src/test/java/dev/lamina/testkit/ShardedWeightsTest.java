package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Weight;
import dev.lamina.serialization.LaminaFormat;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.WeightLoading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights in several files with an index: Keras' {@code .weights.json} and Hugging Face's. */
class ShardedWeightsTest {
  private static final Path KERAS = Path.of("src/test/resources/sharded");
  private static final double GB = 1L << 30;

  /** The model's weights have 480 bytes; the largest has 320. */
  private static final double SIZE = 360 / GB;

  @TempDir Path folder;

  private static Model model(float value) {
    Model m = Sequential.of(Input.of(8), Dense.of(10).named("a"), Dense.of(2).named("b"));
    fill(m, value);
    return m;
  }

  private static void fill(Model m, float value) {
    for (Weight w : m.weights()) {
      float[] all = new float[w.type().shape().intSize()];
      for (int i = 0; i < all.length; i++) {
        all[i] = value + i / 1000f;
      }
      w.set(Tensor.of(all, w.type().shape().toArray()));
    }
  }

  private static void same(Model got, Model want) {
    for (int i = 0; i < want.weights().size(); i++) {
      assertThat(got.getWeights().get(i).toFloats())
          .containsExactly(want.getWeights().get(i).toFloats());
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> String.valueOf(p.getFileName())).sorted().toList();
    }
  }

  @Test
  void filesOfKerasAreRead() throws IOException {
    try (Model m = Model.fromJson(Files.readString(KERAS.resolve("model.json")))) {
      m.loadWeights(KERAS.resolve("m.weights.json"));
      assertThat(m.verify(KERAS.resolve("recorded.safetensors")).passed()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.weights.json", "w.safetensors.index.json"})
  void aSetReplacesTheSetBefore(String name) throws IOException {
    Path index = folder.resolve(name);
    model(1).saveWeights(index, SIZE);
    List<String> first = files();
    assertThat(first).hasSizeGreaterThanOrEqualTo(3).contains(name);
    Model got = model(0);
    got.loadWeights(index);
    same(got, model(1));

    // What a writer left that was killed before it had replaced the index; and what is not ours.
    boolean keras = name.equals("w.weights.json");
    String dead = keras ? "w_00001-0123abcd.weights.h5" : "w-00001-0123abcd.safetensors";
    Files.writeString(folder.resolve(dead), "half");
    String other = keras ? "w_00007.weights.h5" : "w-00007-of-00009.safetensors";
    Files.writeString(folder.resolve(other), "somebody's");
    got.loadWeights(index);
    same(got, model(1));

    model(2).saveWeights(index, SIZE);
    got.loadWeights(index);
    same(got, model(2));
    assertThat(files()).contains(other).doesNotContain(dead).hasSize(first.size() + 1);
    assertThat(files()).filteredOn(first::contains).hasSize(keras ? 2 : 1);
  }

  @Test
  void aSetOfKerasIsReplaced() throws IOException {
    try (Stream<Path> all = Files.list(KERAS)) {
      for (Path p : all.filter(p -> p.toString().contains("m")).toList()) {
        Files.copy(p, folder.resolve(String.valueOf(p.getFileName())));
      }
    }
    long before = files().stream().filter(f -> f.endsWith(".h5")).count();
    assertThat(before).isGreaterThan(3);
    Path index = folder.resolve("m.weights.json");
    model(1).saveWeights(index, 1);
    assertThat(files().stream().filter(f -> f.endsWith(".h5"))).hasSize(2);
    assertThat(files()).contains("m_00000.weights.h5");
    Model got = model(0);
    got.loadWeights(index);
    same(got, model(1));
  }

  @Test
  void aWeightThatIsTooLargeChangesNothing() throws IOException {
    for (String name : List.of("w.weights.json", "w.safetensors.index.json")) {
      assertThatThrownBy(() -> model(1).saveWeights(folder.resolve(name), 300 / GB))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has 320 bytes, more than the 300 that a file may have")
          .hasMessageContaining("increase maxShardSize");
    }
    assertThat(files()).isEmpty();
    assertThatThrownBy(() -> model(1).saveWeights(folder.resolve("w.weights.json"), 0))
        .hasMessageContaining("maxShardSize must be > 0 GB");
    assertThatThrownBy(() -> model(1).saveWeights(folder.resolve("w.bin"), 1))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(".weights.json, .safetensors.index.json");
  }

  @Test
  void setsThatFitInPart() {
    Model other = Sequential.of(Input.of(8), Dense.of(10).named("a"), Dense.of(3).named("b"));
    for (String name : List.of("w.weights.json", "w.safetensors.index.json")) {
      model(1).saveWeights(folder.resolve(name), SIZE);
      fill(other, 5);
      assertThatThrownBy(() -> other.loadWeights(folder.resolve(name)))
          .hasMessageContaining("b/kernel");
      assertThat(
              other
                  .loadWeights(folder.resolve(name), WeightLoading.exact().withSkipMismatch(true))
                  .loaded())
          .containsExactly("a/kernel", "a/bias");
      assertThat(other.getWeights().get(0).toFloats()[0]).isEqualTo(1f);
      assertThat(other.getWeights().get(2).toFloats()[0]).isEqualTo(5f);
    }
  }

  @Test
  void largeModelsAreDirectoriesWithSeveralFiles() throws IOException {
    Path directory = folder.resolve("model");
    LaminaFormat several = new LaminaFormat().withMaxShardSize(SIZE);
    var one = new LaminaFormat();
    several.save(model(1), directory);
    assertThat(directory.resolve("model.safetensors")).doesNotExist();
    assertThat(directory.resolve("model.safetensors.index.json")).exists();
    same(Model.load(directory), model(1));

    one.save(model(2), directory);
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all.map(p -> String.valueOf(p.getFileName())))
          .containsExactlyInAnyOrder("model.json", "model.safetensors");
    }
    same(Model.load(directory), model(2));

    several.save(model(3), directory);
    assertThat(directory.resolve("model.safetensors")).doesNotExist();
    same(Model.load(directory), model(3));
  }

  /** Saves that are interrupted after they have committed, and before they have tidied up. */
  @Test
  void theNewerOfTwoFormsCounts() throws IOException {
    LaminaFormat several = new LaminaFormat().withMaxShardSize(SIZE);
    var one = new LaminaFormat();
    Path a = folder.resolve("a");
    one.save(model(1), a);
    byte[] old = Files.readAllBytes(a.resolve("model.safetensors"));
    several.save(model(2), a);
    Files.write(a.resolve("model.safetensors"), old);
    same(Model.load(a), model(2));

    Path b = folder.resolve("b");
    several.save(model(3), b);
    Path kept = Files.createDirectory(folder.resolve("kept"));
    try (Stream<Path> all = Files.list(b)) {
      for (Path p : all.toList()) {
        Files.copy(p, kept.resolve(String.valueOf(p.getFileName())));
      }
    }
    one.save(model(4), b);
    Files.copy(b.resolve("model.safetensors"), kept.resolve("model.safetensors"));
    same(Model.load(kept), model(4));
    several.save(model(5), kept);
    same(Model.load(kept), model(5));
  }
}
