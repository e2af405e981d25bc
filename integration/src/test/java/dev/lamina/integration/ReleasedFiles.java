package dev.lamina.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Model;
import dev.lamina.data.Dataset;
import dev.lamina.serialization.Safetensors;
import dev.lamina.tensor.DType;
import dev.lamina.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of model files that one version wrote: a folder a model, and in it beside the model
 * {@code case.safetensors} with inputs, outputs, targets and the losses of the next two steps.
 */
final class ReleasedFiles {
  private static final String CASE = "case.safetensors";
  private static final String FILE = "file";
  private static final String TEXTS = "texts";
  private static final int STEPS = 2;

  private ReleasedFiles() {}

  // ---- writing

  /** Writes what this version makes of the models. */
  static void write(Path folder) throws IOException {
    for (ReleasedModels.Case c : ReleasedModels.all()) {
      Path to = Files.createDirectories(folder.resolve(c.name()));
      c.model().save(to.resolve(c.file()));
      var tensors = new LinkedHashMap<String, Tensor>();
      var metadata = new LinkedHashMap<String, String>();
      metadata.put(FILE, c.file());
      List<Tensor> x = c.batch().x();
      for (int i = 0; i < x.size(); i++) {
        if (x.get(i).dtype() == DType.STRING) {
          metadata.put(TEXTS, String.join("\n", x.get(i).toStrings()));
        } else {
          tensors.put("in/" + i, x.get(i));
        }
      }
      put(tensors, "out/", c.model().predict(x, c.batch().size()));
      put(tensors, "target/", c.batch().y());
      for (int step = 0; step < STEPS; step++) {
        tensors.put("loss/" + step, Tensor.scalar(DType.FLOAT64, loss(c.model(), c.batch())));
      }
      try (OutputStream out = Files.newOutputStream(to.resolve(CASE))) {
        Safetensors.write(out, tensors, metadata);
      }
      c.model().close();
    }
  }

  private static void put(Map<String, Tensor> into, String prefix, List<Tensor> all) {
    for (int i = 0; i < all.size(); i++) {
      into.put(prefix + i, all.get(i));
    }
  }

  private static double loss(Model model, Dataset batch) {
    return model.trainOnBatch(batch).getOrDefault("loss", Double.NaN);
  }

  // ---- reading

  /** The folders of the models in a version's folder. */
  static List<Path> in(Path version) throws IOException {
    try (Stream<Path> all = Files.list(version)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** Loads one model, compares its outputs and goes on training. */
  static void check(Path folder) throws IOException {
    Safetensors.Contents c = Safetensors.read(folder.resolve(CASE));
    Path file = folder.resolve(Objects.requireNonNull(c.metadata().get(FILE)));
    List<Tensor> x = new ArrayList<>(list(c, "in/"));
    String texts = c.metadata().getOrDefault(TEXTS, "");
    if (!texts.isEmpty()) {
      String[] lines = texts.split("\n");
      x.add(Tensor.of(lines).reshape(lines.length, 1));
    }
    List<Tensor> want = list(c, "out/");
    try (Model model = Model.load(file)) {
      List<Tensor> got = model.predict(x, x.get(0).shape().dim(0));
      assertThat(got).hasSameSizeAs(want);
      for (int i = 0; i < got.size(); i++) {
        close(file + ": output " + i, got.get(i), want.get(i));
      }
      Dataset batch = Dataset.of(x, list(c, "target/"));
      for (int step = 0; step < STEPS; step++) {
        Tensor loss = Tensor.scalar(DType.FLOAT64, loss(model, batch));
        close(file + ": loss of step " + step, loss, get(c, "loss/" + step));
      }
    }
  }

  /** The files are of one engine, the test runs on another: float32 sums in another order. */
  private static void close(String what, Tensor got, Tensor want) {
    assertThat(got.shape()).as(what).isEqualTo(want.shape());
    for (int i = 0; i < want.size(); i++) {
      assertThat(got.getDouble(i))
          .as(what)
          .isCloseTo(want.getDouble(i), within(1e-5 * (1 + Math.abs(want.getDouble(i)))));
    }
  }

  private static Tensor get(Safetensors.Contents c, String name) {
    return Optional.ofNullable(c.tensors().get(name)).orElseThrow();
  }

  private static List<Tensor> list(Safetensors.Contents c, String prefix) {
    var out = new ArrayList<Tensor>();
    for (int i = 0; c.tensors().containsKey(prefix + i); i++) {
      out.add(get(c, prefix + i));
    }
    return out;
  }
}
