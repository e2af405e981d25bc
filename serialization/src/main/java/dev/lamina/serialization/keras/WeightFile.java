package dev.lamina.serialization.keras;

import dev.lamina.Model;
import dev.lamina.serialization.hdf5.Hdf5File;
import dev.lamina.serialization.hdf5.Hdf5Group;
import dev.lamina.training.LoadedWeights;
import dev.lamina.training.ModelFormatException;
import dev.lamina.training.WeightLoading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the weights alone, of {@code .keras}, {@code .weights.h5}, {@code .weights.json} and legacy
 * {@code .h5} files.
 */
final class WeightFile {
  private WeightFile() {}

  static LoadedWeights load(Model model, Path path, WeightLoading options) {
    try {
      if (ShardedWeights.matches(path)) {
        return ShardedWeights.load(model, path, options);
      }
      if (KerasSource.Kind.of(path) == KerasSource.Kind.KERAS) {
        try (KerasSource source = KerasSource.open(path)) {
          return set(model, source.name(), source.weights(), options);
        }
      }
      try (Hdf5File file = Hdf5File.guarded(path)) {
        Hdf5Group root = file.root();
        return set(
            model,
            path.toString(),
            root.group("model_weights").or(() -> Optional.of(root)),
            options);
      }
    } catch (IOException e) {
      throw new ModelFormatException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static LoadedWeights set(
      Model model, String file, Optional<Hdf5Group> group, WeightLoading options) {
    Hdf5Group root = group.orElseThrow(() -> new ModelFormatException(file + ": holds no weights"));
    if (LegacyWeights.matches(root)) {
      WeightPlan plan =
          options.byName() ? LegacyWeights.byName(model, root) : LegacyWeights.plan(model, root);
      return plan.run(file, options);
    }
    if (!ObjectPathWeights.matches(root)) {
      throw new ModelFormatException(
          file + ": not a Keras file of weights: it has neither layer_names nor layers");
    }
    return set(model, file, Datasets.of(root), options);
  }

  /** Weights by the way to the object that holds them. */
  static LoadedWeights set(Model model, String file, Datasets stored, WeightLoading options) {
    if (options.byName()) {
      throw new ModelFormatException(
          file
              + ": byName is for legacy .h5 and .safetensors files: this one holds no names of"
              + " layers; withSkipMismatch(true) loads what fits");
    }
    return ObjectPathWeights.plan(model, stored, false).run(file, options);
  }
}
