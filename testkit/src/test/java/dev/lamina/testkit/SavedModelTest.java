package dev.lamina.testkit;

import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.activations.Activations.SOFTMAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Compile;
import dev.lamina.Fit;
import dev.lamina.Input;
import dev.lamina.Model;
import dev.lamina.Sequential;
import dev.lamina.Verbose;
import dev.lamina.data.Dataset;
import dev.lamina.graph.Value;
import dev.lamina.layers.BatchNormalization;
import dev.lamina.layers.Concatenate;
import dev.lamina.layers.Dense;
import dev.lamina.layers.Dropout;
import dev.lamina.layers.Embedding;
import dev.lamina.layers.LSTM;
import dev.lamina.layers.Layer;
import dev.lamina.layers.Scope;
import dev.lamina.layers.Shared;
import dev.lamina.losses.MeanSquaredError;
import dev.lamina.losses.SparseCategoricalCrossentropy;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Adam;
import dev.lamina.serialization.CrashSafe;
import dev.lamina.serialization.KerasRegistry;
import dev.lamina.serialization.LaminaFormat;
import dev.lamina.serialization.Safetensors;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {
  @TempDir Path dir;

  private static final Tensor X = random(24, 5);
  private static final Dataset DATA = Dataset.of(X, labels(24));

  private static Tensor random(int rows, int columns) {
    var r = new Random(1);
    float[] f = new float[rows * columns];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) r.nextGaussian();
    }
    return Tensor.of(f, rows, columns);
  }

  private static Tensor labels(int rows) {
    int[] y = new int[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = i % 3;
    }
    return Tensor.of(y, rows);
  }

  private static Model trained() {
    Model m =
        Sequential.of(
                Input.of(5),
                Dense.of(8, RELU),
                BatchNormalization.of(),
                Dropout.of(0.3),
                Dense.of(3, SOFTMAX))
            .seed(42);
    m.compile(
        Compile.of(Adam.of(0.01), SparseCategoricalCrossentropy.of())
            .metrics(Metrics.of("accuracy"))
            .backend("java"));
    fit(m, 2);
    return m;
  }

  private static void fit(Model m, int epochs) {
    m.fit(DATA, Fit.epochs(epochs).batchSize(8).verbose(Verbose.SILENT).shuffle(false));
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> s = Files.list(folder)) {
      return s.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "model.lamina", "model.zip"})
  void trainingGoesOnAsIfNothingHadHappened(String name) throws IOException {
    Path file = dir.resolve(name);
    Model first = trained();
    first.save(file);
    Model again = Model.load(file);
    assertThat(again.getWeights()).isEqualTo(first.getWeights());
    assertThat(again.predict(X)).isEqualTo(first.predict(X));
    fit(first, 2);
    fit(again, 2);
    assertThat(again.getWeights()).isEqualTo(first.getWeights());
    again.save(file);
    assertThat(Model.load(file).getWeights()).isEqualTo(first.getWeights());
    assertThat(names(dir)).containsExactly(name);
    if (Files.isDirectory(file)) {
      assertThat(names(file)).containsExactly("model.json", "model.safetensors");
    }
  }

  @Test
  void functionalModelsKeepSharedLayersMasksAndNesting() {
    var a = Input.of(6).dtype(DType.INT32).named("a");
    var b = Input.of(6).dtype(DType.INT32).named("b");
    var embed = Shared.of(Embedding.of(9, 4).withMaskZero(true));
    var lstm = Shared.of(LSTM.of(5));
    var t = Input.of(5);
    Model inner = Model.of("inner", List.of(t), List.of(Dense.of(3, RELU).on(t)));
    var shared = Shared.of(inner.named("inner"));
    var joined =
        Concatenate.of().on(shared.on(lstm.on(embed.on(a))), shared.on(lstm.on(embed.on(b))));
    Model m = Model.of(List.of(a, b), List.of(Dense.of(2).named("out").on(joined)));
    Tensor left = Tensor.of(new int[] {1, 2, 3, 0, 0, 0, 4, 5, 6, 7, 8, 0}, 2, 6);
    Tensor right = Tensor.of(new int[] {1, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8}, 2, 6);
    List<Tensor> want = m.predict(List.of(left, right), 2);
    m.save(dir.resolve("m"));
    Model again = Model.load(dir.resolve("m"));
    assertThat(again.predict(List.of(left, right), 2)).isEqualTo(want);
    assertThat(again.weights().stream().map(w -> w.path()).toList())
        .isEqualTo(m.weights().stream().map(w -> w.path()).toList());
  }

  /** As other programs write such a directory: without the checksum of model.json. */
  private static void forgetChecksums(Path folder) throws IOException {
    Path weights = folder.resolve("model.safetensors");
    var tensors = Safetensors.read(weights).tensors();
    CrashSafe.write(weights, out -> Safetensors.write(out, tensors, Map.of()));
  }

  @Test
  void allMismatchesAreListedAtOnce() throws IOException {
    Path file = dir.resolve("m");
    trained().save(file);
    forgetChecksums(file);
    Path json = file.resolve("model.json");
    Files.writeString(
        json,
        Files.readString(json)
            .replace("\"units\" : 8", "\"units\" : 9")
            .replace("\"name\" : \"dense_1\"", "\"name\" : \"other\""));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("dense/kernel: expected f32[5, 9], got f32[5, 8]")
        .hasMessageContaining("dense/bias")
        .hasMessageContaining("other/kernel: missing")
        .hasMessageContaining("dense_1/kernel: f32[8, 3], which the model does not have");
  }

  @Test
  void damageIsNamed() throws IOException {
    Path file = dir.resolve("m");
    trained().save(file);
    Path weights = file.resolve("model.safetensors");
    byte[] good = Files.readAllBytes(weights);
    Files.write(weights, java.util.Arrays.copyOf(good, good.length - 5));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("truncated");
    Files.write(weights, good);
    Path json = file.resolve("model.json");
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"units\" : 8", "\"units\" : 9"));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.json: its checksum is not the one that")
        .hasMessageContaining("model.safetensors has of it");
    forgetChecksums(file);
    Files.writeString(json, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.json: not valid JSON");
    Files.writeString(json, text.replace("\"Dense\"", "\"Danse\"").replace("BatchNorm", "Botch"));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("layer 'dense' (Danse)")
        .hasMessageContaining("layer 'dense_1' (Danse)")
        .hasMessageContaining("(Botchalization)");
    Files.writeString(json, text.replace("\"use_bias\"", "\"use_baas\""));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("unknown key 'use_baas'");
    Files.writeString(json, text.replace("\"Dense\"", "\"Lambda\""));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Python code");
    Files.delete(json);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("model.json: missing");
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path file = dir.resolve("m");
    trained().save(file);
    Path weights = file.resolve("model.safetensors");
    Files.move(weights, dir.resolve("elsewhere"));
    Files.createSymbolicLink(weights, dir.resolve("elsewhere"));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("not a link");
  }

  @Test
  void aZipHoldsTheTwoPartsOnly() throws IOException {
    Path file = dir.resolve("m.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("model.json"));
      zip.putNextEntry(new ZipEntry("../evil.sh"));
    }
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("../evil.sh");
    Files.writeString(file, "no zip");
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("m.zip");
  }

  @Test
  void otherSuffixesNameTheKnownFormats() {
    assertThatThrownBy(() -> trained().save(dir.resolve("model.onnx")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(".lamina");
  }

  /** Killed between the two renames: the weights are new, the old configuration is still there. */
  @Test
  void anInterruptedSaveIsFinished() throws IOException {
    Path file = dir.resolve("m");
    trained().save(file);
    byte[] oldJson = Files.readAllBytes(file.resolve("model.json"));
    byte[] oldWeights = Files.readAllBytes(file.resolve("model.safetensors"));
    Model wider = Sequential.of(Input.of(5), Dense.of(11));
    wider.save(file);
    byte[] newJson = Files.readAllBytes(file.resolve("model.json"));
    Files.write(file.resolve("model.json"), oldJson);
    Files.write(file.resolve(".model.json.pending"), newJson);
    assertThat(Model.load(file).getWeights()).isEqualTo(wider.getWeights());
    // Killed before the weights were replaced: the old model is there.
    Files.write(file.resolve("model.safetensors"), oldWeights);
    assertThat(Model.load(file).layers()).hasSize(trained().layers().size());
  }

  @Test
  void aFailedSaveLeavesTheOldModel() throws IOException {
    Path file = dir.resolve("m");
    Model good = trained();
    good.save(file);
    Model bad = Sequential.of(Input.of(5), new Twice(2));
    assertThatThrownBy(() -> bad.save(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("KerasRegistry");
    assertThat(Model.load(file).getWeights()).isEqualTo(good.getWeights());
    assertThat(names(file)).containsExactly("model.json", "model.safetensors");
  }

  /** A user's layer. */
  record Twice(double factor) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.times(factor);
    }
  }

  @Test
  void aUsersLayerNeedsOneLine() throws IOException {
    var format = new LaminaFormat(KerasRegistry.standard().with("my_package", Twice.class));
    Model m = Sequential.of(Input.of(5), new Twice(3), Dense.of(2));
    Path file = dir.resolve("m");
    format.save(m, file);
    assertThat(format.load(file).predict(X)).isEqualTo(m.predict(X));
    assertThat(Files.readString(file.resolve("model.json"))).contains("my_package>Twice");
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("layer 'twice' (Twice)")
        .hasMessageContaining("with(");
  }

  @Test
  void damagedFilesNeverGiveAnythingButAModelOrACleanError() throws IOException {
    Path file = dir.resolve("m.lamina");
    Sequential.of(Input.of(5), Dense.of(3)).save(file);
    byte[] good = Files.readAllBytes(file);
    var r = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k <= i % 3; k++) {
        bad[r.nextInt(bad.length)] ^= (byte) (1 << r.nextInt(8));
      }
      byte[] cut = i % 5 == 0 ? java.util.Arrays.copyOf(bad, r.nextInt(bad.length)) : bad;
      CrashSafe.write(file, out -> out.write(cut));
      try {
        Model.load(file);
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).contains("m.lamina");
      }
    }
  }

  /** Bits all over both files of a directory: found, or without any effect. */
  @Test
  void aFlippedBitIsFoundOrDoesNoHarm() throws IOException {
    Path folder = dir.resolve("m");
    Model made = Sequential.of(Input.of(2), Dense.of(2, RELU), Dropout.of(0.5));
    made.seed(3);
    made.compile(Adam.of(0.25), MeanSquaredError.of());
    made.save(folder);
    Model good = Model.load(folder);
    int found = 0;
    int tried = 0;
    for (String part : List.of("model.json", "model.safetensors")) {
      Path file = folder.resolve(part);
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < 8 * bytes.length; bit += part.endsWith("json") ? 67 : 17) {
        byte[] bad = bytes.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, bad);
        tried++;
        try {
          Model m = Model.load(folder);
          assertThat(m.getWeights()).isEqualTo(good.getWeights());
          assertThat(m.summaryText()).isEqualTo(good.summaryText());
          assertThat(m.compiled()).isEqualTo(good.compiled());
          assertThat(m.seed()).isEqualTo(3);
        } catch (ModelFormatException e) {
          found++;
        }
      }
      Files.write(file, bytes);
    }
    // Padding and names of metadata may change; nothing else.
    assertThat(found).isBetween(tried * 9 / 10, tried);
  }

  /** Text that is still JSON, mostly: names, numbers and brackets are exchanged. */
  @Test
  void damagedConfigurationsGiveAModelOrACleanError() throws IOException {
    Path folder = dir.resolve("m");
    trained().save(folder);
    forgetChecksums(folder);
    Path json = folder.resolve("model.json");
    String good = Files.readString(json);
    String[] pieces = good.split("(?<=[,:{}\\[\\]])|(?=[,:{}\\[\\]])");
    var r = new Random(11);
    int errors = 0;
    for (int i = 0; i < 600; i++) {
      String[] bad = pieces.clone();
      for (int k = 0; k <= i % 2; k++) {
        bad[r.nextInt(bad.length)] =
            switch (r.nextInt(6)) {
              case 0 -> " null";
              case 1 -> " -1";
              case 2 -> " [ ]";
              case 3 -> " 1e30";
              case 4 -> " { }";
              default -> bad[r.nextInt(bad.length)];
            };
      }
      Files.writeString(json, String.join("", bad));
      try {
        Model.load(folder);
      } catch (ModelFormatException e) {
        errors++;
        assertThat(e.getMessage()).contains(folder.toString());
      }
    }
    assertThat(errors).isGreaterThan(300);
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    Model m = trained();
    m.save(dir.resolve("a.zip"));
    m.save(dir.resolve("b.zip"));
    assertThat(Files.readAllBytes(dir.resolve("a.zip")))
        .isEqualTo(Files.readAllBytes(dir.resolve("b.zip")));
    assertThat(new String(Files.readAllBytes(dir.resolve("a.zip")), StandardCharsets.UTF_8))
        .contains("\"step\" : 6");
  }
}
