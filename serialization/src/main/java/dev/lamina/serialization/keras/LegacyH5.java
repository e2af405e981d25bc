package dev.lamina.serialization.keras;

import dev.lamina.serialization.Json;
import dev.lamina.serialization.hdf5.Hdf5File;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.training.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A whole model in one HDF5 file, as Keras 2 and, on request, Keras 3 write it. */
final class LegacyH5 implements KerasSource {
  private static final String MODEL = "model_config";
  private static final String TRAINING = "training_config";

  private final String name;
  private final Hdf5File file;
  private final Hdf5Group root;
  private final ObjectNode model;
  private final Optional<ObjectNode> compile;

  private LegacyH5(String name, Hdf5File file) {
    this.name = name;
    this.file = file;
    this.root = file.root();
    this.model = json(MODEL).orElseThrow(() -> noModel(name, root));
    this.compile = json(TRAINING);
  }

  private static ModelFormatException noModel(String name, Hdf5Group root) {
    boolean weights = LegacyWeights.matches(root) || ObjectPathWeights.matches(root);
    return new ModelFormatException(
        weights
            ? name + ": holds weights only; make the model first, then call model.loadWeights(path)"
            : name + ": not a Keras file: its root has neither model_config nor layer_names");
  }

  static LegacyH5 open(Path path) throws IOException {
    Hdf5File file = Hdf5File.guarded(path);
    try {
      return new LegacyH5(path.toString(), file);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String format() {
    return "Keras legacy .h5";
  }

  @Override
  public String version() {
    return root.text("keras_version").orElse("");
  }

  @Override
  public ObjectNode model() {
    return model;
  }

  @Override
  public Optional<ObjectNode> compile() {
    return compile;
  }

  private Optional<ObjectNode> json(String attribute) {
    return root.text(attribute)
        .map(
            s ->
                Json.readObject(
                    name + ": attribute " + attribute, s.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public boolean legacy() {
    return true;
  }

  @Override
  public Optional<Hdf5Group> weights() {
    return root.group("model_weights");
  }

  @Override
  public Optional<Hdf5Group> optimizer() {
    return root.group("optimizer_weights");
  }

  @Override
  public Optional<byte[]> asset(String path) {
    return Optional.empty();
  }

  @Override
  public List<String> parts() {
    var out = new ArrayList<String>();
    out.add("architecture (attribute model_config)");
    compile().ifPresent(c -> out.add("compile settings (attribute training_config)"));
    weights().ifPresent(w -> out.add("weights (model_weights)"));
    optimizer().ifPresent(w -> out.add("optimizer state (optimizer_weights)"));
    return out;
  }

  @Override
  public void close() {
    file.close();
  }
}
